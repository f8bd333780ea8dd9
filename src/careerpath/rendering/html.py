"""Pages as one HTML file: no script, nothing from outside, for screens, screen readers and printers."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from importlib import resources

from careerpath.rendering import page as blocks
from careerpath.rendering.paper import PaperOptions

SHORT = 14
"""Cells of so many characters (a date, a price) stay on one line."""
TICK = '<span class="tick" aria-hidden="true"></span>'


def html(page: blocks.Page, options: PaperOptions) -> str:
    """The whole document."""
    style = resources.files("careerpath.rendering").joinpath("paper.css").read_text(encoding="utf-8")
    style += f"@page {{ size: {options.paper}; }}\n"
    large = ' class="large"' if options.large_print else ""
    body = "\n".join(line for block in page.blocks for line in _block(block, 2))
    subtitle = f"<p class=subtitle>{_text(page.subtitle)}</p>" if page.subtitle else ""
    return (
        f'<!doctype html>\n<html lang="en"{large}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="generator" content="careerpath">\n'
        f"<title>{_text(page.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>{_letterhead(page, options)}<h1>{_text(page.title)}</h1>{subtitle}</header>\n"
        f"<main>\n{body}\n</main>\n<footer><p>{_text(page.foot)}</p></footer>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(" ".join(text.split()))


def _letterhead(page: blocks.Page, options: PaperOptions) -> str:
    logo = ""
    if options.logo:
        kind = "svg+xml" if options.logo.suffix.lower() == ".svg" else "png"
        data = base64.b64encode(options.logo.read_bytes()).decode()
        logo = f'<img src="data:image/{kind};base64,{data}" alt="">'
    head = f"<span>{_text(page.head)}</span>" if page.head else ""
    return f"<p class=letterhead>{logo}{head}</p>" if logo or head else ""


def _block(block: blocks.Block, depth: int) -> Iterator[str]:
    if isinstance(block, blocks.Section):
        yield from _section(block, depth)
    elif isinstance(block, blocks.Cards):
        yield "<div class=cards>"
        for section in block.sections:
            yield from _section(section, depth)
        yield "</div>"
    elif isinstance(block, blocks.Table):
        yield from _table(block)
    elif isinstance(block, blocks.Text):
        yield f'<p class="{block.tone}">{_text(block.text)}</p>'
    elif isinstance(block, blocks.Bar):
        bar = f"{_track(0, block.share)} <strong>{_text(block.words)}</strong>"
        yield f"<p class=bar><span>{_text(block.label)}</span> {bar}</p>"
    elif isinstance(block, blocks.Lines):
        yield f"<p class=write>{_text(block.label)}</p>" + "<div class=rule aria-hidden=true></div>" * block.count
    elif isinstance(block, blocks.Signatures):
        yield "<ul class=signatures>" + "".join(f"<li>{_text(label)}</li>" for label in block.labels) + "</ul>"
    else:
        yield from _list(block)


def _section(section: blocks.Section, depth: int) -> Iterator[str]:
    kind = "key" if section.key else "card" if section.boxed else "opens" if section.opens else "plain"
    yield f"<section class={kind}>\n<h{depth}>{_text(section.title)}</h{depth}>"
    for block in section.blocks:
        yield from _block(block, min(6, depth + 1))
    yield "</section>"


def _list(block: blocks.Block) -> Iterator[str]:
    if isinstance(block, blocks.Facts):
        rows = "".join(f"<div><dt>{_text(label)}</dt> <dd>{_text(value)}</dd></div>" for label, value in block.rows)
        yield f"<dl>{rows}</dl>"
    elif isinstance(block, blocks.Bullets):
        tag = "ol" if block.numbered else "ul"
        kind = " class=ticks" if block.ticks else ""
        items = "".join(f"<li>{TICK if block.ticks else ''}{_text(item)}</li>" for item in block.items)
        yield f"<{tag}{kind}>{items}</{tag}>"
    elif isinstance(block, blocks.Next):
        yield "<ul>" + "".join(f"<li><code>{_text(command)}</code></li>" for command in block.commands) + "</ul>"
    elif isinstance(block, blocks.TimeLine):
        rows = "".join(
            f"<li><span>{_text(title)}</span> {_track(begin, end)} <span>{_text(when)}</span></li>"
            for title, begin, end, when in block.rows
        )
        yield f"<ul class=timeline>{rows}</ul>"
    elif isinstance(block, blocks.Path):
        yield "<ol class=path>"
        for leg, (title, what) in zip(("", *block.legs), block.stops, strict=True):
            before = f"<span class=leg>{_text(leg)}</span>" if leg else ""
            after = f" <span>{_text(what)}</span>" if what else ""
            yield f"<li>{before}<span class=stop><strong>{_text(title)}</strong>{after}</span></li>"
        yield "</ol>"
    elif isinstance(block, blocks.References):
        yield "<ol class=references>"
        for text, address in block.items:
            link = blocks.web_address(address)
            yield f'<li><a href="{escape(link)}">{_text(text)}</a></li>' if link else f"<li>{_text(text)}</li>"
        yield "</ol>"


def _track(begin: float, end: float) -> str:
    """A stretch of a line; the words beside it say the same."""
    left, width = 100 * begin, 100 * max(0.01, end - begin)
    inner = f'<span style="margin-left:{left:.1f}%;width:{min(width, 100 - left):.1f}%"></span>'
    return f"<span class=track aria-hidden=true>{inner}</span>"


def _table(table: blocks.Table) -> Iterator[str]:
    """With its roles spelt out, since a narrow screen shows the rows as lists."""

    def kind(index: int) -> str:
        is_short = all(len(row[index]) <= SHORT for row in table.rows)
        names = ["figure"] * (index in table.right) + ["short"] * is_short
        return f' class="{" ".join(names)}"' if names else ""

    heads = "".join(
        f"<th scope=col role=columnheader{kind(i)}>{_text(column)}</th>" for i, column in enumerate(table.columns)
    )
    yield f"<table role=table><thead role=rowgroup><tr role=row>{heads}</tr></thead><tbody role=rowgroup>"
    for row in table.rows:
        cells = "".join(
            f'<td role=cell{kind(i)} data-label="{_text(table.columns[i])}">{_text(cell)}</td>'
            for i, cell in enumerate(row)
            if i
        )
        tick = TICK if table.ticks else ""
        yield f"<tr role=row><th scope=row role=rowheader>{tick}{_text(row[0])}</th>{cells}</tr>"
    yield "</tbody></table>"
