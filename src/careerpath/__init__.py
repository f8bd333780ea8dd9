"""careerpath: from where you are to a job in hospital IT, with sources and dates."""

__version__ = "0.1.0"
