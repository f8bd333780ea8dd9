"""Words of the controlled list that mean something else in ordinary text.

They count only where the context says so: alone in a list of skills, or beside another word of the same subject.
All are `fold`ed as in `knowledge.search`. Plain lower-case single words are wide anyway unless they stand in TELLING.
"""

from __future__ import annotations

_EVERYDAY = """
excel outlook zoom lean agile scrum waterfall epic git docker windows snowflake kaizen bash autopilot
"""
EVERYDAY = frozenset(_EVERYDAY.split())
"""Product names that are also everyday words: they count with a capital inside a sentence ("charted in Epic")."""

_SHORT_FORMS = """
ai ar vr qi cc sas ris lis him hie roi sop mpi mdi bpa cds cad cpt drg rpm rcm sla sra elt soc pmo ot
unity access captivate rhapsody capsule oracle apple horizon cupid selenium
"""
_PHRASES = """
check point, near miss, use cases, asking questions, working with others, open to change, patient care, direct care,
clinical experience, team lead, charge nurse, core 1, core 2, user accounts, staying polite, patient attitude,
even temper, medical equipment, medical devices, medical records, front desk, call center, help desk, service desk,
software support, event planning, contract management, decision making, retail service, sales floor, care process,
clinical operations, medical errors, administrative assistant, soc analyst, care coordination
"""
WIDE = frozenset(_SHORT_FORMS.split()) | {" ".join(phrase.split()) for phrase in _PHRASES.split(",")}
"""Short forms, names and phrases with several meanings."""

_TELLING = """
telehealth telemedicine subnetting phishing antivirus firewalls cybersecurity virtualization encryption electronics
soldering oscilloscope multimeter biostatistics interoperability infosec sysadmin telephony linux ventilators
defibrillators cryptography videoconferencing pandas ubuntu telecom hypervisor troubleshooting calibration
"""
TELLING = frozenset(_TELLING.split())
"""Plain single words with one meaning only, so that they count in running text too."""
