"""What `benchmarks/batch.py` compares with: the three best roles of each person by other libraries.

    python benchmarks/batch_peers.py scikit-learn|DuckDB|polars PEOPLE.parquet OUT.parquet NEEDS.json

In a file of its own, so that they start without anything of careerpath.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TOP = 3


def with_sklearn(people: Path, out: Path, needs: list[Any]) -> None:
    """The straightforward way: a matrix of people, one of roles, their cosine, the best three and their largest gaps."""
    import numpy as np
    import pandas as pd
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    frame = pd.read_parquet(people, columns=["id", "skills"])
    roles = pd.DataFrame(needs, columns=["role", "skill", "level", "weight"])
    profiles = {
        role: dict(zip(part.skill, part.level * part.weight, strict=True)) for role, part in roles.groupby("role")
    }
    vectorizer = DictVectorizer().fit(profiles.values())
    matrix, names = vectorizer.transform(profiles.values()), np.array(list(profiles))
    found = []
    for begin in range(0, len(frame), 5000):
        part = frame.iloc[begin : begin + 5000]
        likeness = cosine_similarity(vectorizer.transform(map(dict, part.skills)), matrix)
        best = np.argsort(-likeness, axis=1)[:, :TOP]
        top = pd.DataFrame(
            {
                "id": np.repeat(part.id.to_numpy(), TOP),
                "role": names[best].ravel(),
                "score": np.take_along_axis(likeness, best, axis=1).ravel(),
            }
        )
        held = part.explode("skills")
        held["skill"], held["have"] = held.skills.str[0], held.skills.str[1]
        lines = top.merge(roles, on="role").merge(held[["id", "skill", "have"]], on=["id", "skill"], how="left")
        lines["missing"] = lines.weight * (1 - (lines.have.fillna(0) / lines.level).clip(upper=1))
        gaps = lines.sort_values("missing", ascending=False).groupby(["id", "role"]).skill
        found.append(top.assign(**{f"gap_{n + 1}": top.set_index(["id", "role"]).index.map(
            gaps.nth(n).to_frame().join(lines[["id", "role"]]).set_index(["id", "role"]).skill) for n in range(TOP)}))  # fmt: skip
    pd.concat(found).to_parquet(out)


def with_duckdb(people: Path, out: Path, needs: list[Any]) -> None:
    import duckdb
    import pyarrow as pa

    table = pa.table(dict(zip(("role", "skill", "need", "weight"), map(list, zip(*needs, strict=True)), strict=True)))
    connection = duckdb.connect()
    connection.register("needs", table)
    connection.execute(
        f"""
        COPY (
          WITH held AS (SELECT id, unnest(map_entries(skills)) AS e FROM read_parquet('{people}')),
               scored AS (SELECT h.id, n.role, sum(n.weight * least(1.0, h.e.value / n.need)) AS readiness
                          FROM held h JOIN needs n ON n.skill = h.e.key GROUP BY h.id, n.role)
          SELECT * FROM scored QUALIFY row_number() OVER (PARTITION BY id ORDER BY readiness DESC, role) <= {TOP}
        ) TO '{out}' (FORMAT parquet)"""
    )


def with_polars(people: Path, out: Path, needs: list[Any]) -> None:
    import polars as pl
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pl.DataFrame(needs, schema=["role", "skill", "need", "weight"], orient="row")
    held = pl.from_arrow(pq.read_table(people, columns=["id", "skills"]).cast(
        pa.schema([("id", pa.string()), ("skills", pa.list_(pa.struct([("key", pa.string()), ("value", pa.int8())])))])
    ))  # fmt: skip
    assert isinstance(held, pl.DataFrame)
    parts = []
    for begin in range(0, len(held), 5000):
        scored = (
            held.lazy().slice(begin, 5000).explode("skills").unnest("skills").join(table.lazy(), left_on="key", right_on="skill")
            .group_by("id", "role")
            .agg((pl.col("weight") * pl.min_horizontal(1.0, pl.col("value") / pl.col("need"))).sum().alias("readiness"))
            .sort("readiness", descending=True).group_by("id").head(TOP)
        )  # fmt: skip
        parts.append(scored.collect())
    pl.concat(parts).write_parquet(out)


if __name__ == "__main__":
    name, people, out, needs = sys.argv[1:]
    functions = {"scikit-learn": with_sklearn, "DuckDB": with_duckdb, "polars": with_polars}
    functions[name](Path(people), Path(out), json.loads(Path(needs).read_text()))
