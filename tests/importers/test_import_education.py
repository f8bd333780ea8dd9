"""Degrees as people write them; states, certifications and plans are no degrees."""

import pytest

from careerpath.importers.education import read_education
from careerpath.importers.found import Line
from careerpath.knowledge.models import EDUCATION_ORDER
from careerpath.services.import_profile import import_profile
from tests.importers.import_worlds import TODAY, of_kind, read_resume


def read(text, **more):
    return read_education(Line("education", "resume.txt", 1, text), TODAY, **more)


@pytest.mark.parametrize(
    "text, level, field",
    [
        ("Bachelor of Science in Nursing, State University, 2019", "bachelor", "nursing"),
        ("BSN, State University", "bachelor", "nursing"),
        ("B.S. in Computer Science", "bachelor", "computer science"),
        ("Associate of Applied Science in Networking", "associate", "networking"),
        ("A.A.S. - Health Information Technology", "associate", "health information technology"),
        ("A.A.S. Network Administration, Portland Community College, 2020", "associate", "network administration"),
        ("BS State University", "bachelor", None),
        ("Master's degree in Public Health", "master", "public health"),
        ("MSN, 2015", "master", "nursing"),
        ("PhD in Physics", "doctorate", "physics"),
        ("High School Diploma, 2012", "high-school", None),
        ("GED", "high-school", None),
    ],
)
def test_a_degree_and_its_field(text, level, field):
    found = read(text)
    assert (found.id, found.field) == (level, field)


@pytest.mark.parametrize(
    "text",
    [
        "less than high school", "Less than HS diploma", "no high school diploma", "No diploma", "some high school",
        "did not finish high school", "never graduated high school", "dropped out of high school", "no GED",
        "high school dropout", "without a high school diploma", "12th grade, no diploma",
    ],
)  # fmt: skip
def test_school_that_was_not_finished_is_no_diploma(text):
    assert read(text).id == "none"


@pytest.mark.parametrize(
    "text",
    [
        "Boston, MA",
        "Baltimore, MD",
        "Jackson, MS",
        "MS Office",
        "CompTIA A+",
        "Sales Associate",
        "as needed",
        "Scrum Master",
    ],
)
def test_a_state_a_job_or_a_program_is_no_degree(text):
    assert read(text) is None


@pytest.mark.parametrize(
    "text, level",
    [
        ("Master of Science in Informatics, expected May 2028", "bachelor"),
        ("Bachelor of Science in Nursing (in progress)", "some-college"),
        ("Associate degree in Networking, 2025 - Present", "some-college"),
        ("Bachelor of Arts, graduation 06/2027", "some-college"),
    ],
)
def test_an_unfinished_degree_counts_as_what_lies_before_it(text, level):
    assert read(text).id == level


def test_a_college_without_a_degree_counts_only_under_education():
    assert read("State University, 2010") is None
    assert read("State University, 2010", schools=True).id == "some-college"


@pytest.mark.parametrize(
    "text, level",
    [
        ("Holds an associate degree in health science and likes order.", "associate"),
        ("Bachelor of Science in Nursing, ten years of bedside care.", "bachelor"),
        ("I have a high school diploma and a driving license.", "high-school"),
        ("I am pursuing a bachelor's degree in computing.", None),
        ("Seeking work that pays for a master's degree.", None),
        ("Taught students of the associate degree program.", None),
        ("Roles that require a bachelor's degree come next.", None),
        ("Sales associate in electronics, high school football coach.", None),
        ("High school teacher with ten years in class.", None),
        ("Served the MS and MA clinics with a BSN team.", None),
    ],
)
def test_a_degree_in_a_summary_counts_where_the_sentence_says_it_of_its_writer(lexicon, text, level):
    found = read_resume(f"Sample Person\nSummary\n{text}\nSkills\nSQL\n", lexicon)
    assert [one.id for one in of_kind(found, "education")] == ([level] if level else [])


def educations(lexicon, text):
    """Level and field of every education under this heading, in order: "associate:nursing some-college"."""
    found = of_kind(read_resume(f"Sample Person\nEducation\n{text}\n", lexicon), "education")
    told = {f"{one.id}:{one.field}" if one.field else one.id for one in found}
    return " ".join(sorted(told))


@pytest.mark.parametrize(
    "text",
    list(
        """
MD-102 Endpoint Administrator boot camp, 2026
MS-900 Microsoft 365 Fundamentals course
AS-400 operator training
MB-230 class, 2024
MA-C, Washington DOH
BS&A software training, 2020
BA-certified instructor course
MS Word and MS Excel workshop, 2019
AA meetings chair
MA program for medical assistants, 8 weeks
MS-DRG coding class
M.D. Example Hospital, CPR class
Ms. Example's typing class
As an adult learner, took Excel class
AS needed
BSI seminar on safety
MSDS training
BS 7799 auditor course
MAS 90 accounting class
MSI training, 2019
""".strip().split("\n")
    ),
)
def test_the_code_of_an_exam_or_a_course_is_no_degree(lexicon, text):
    assert educations(lexicon, text) == ""


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Bach. of Sci. in Nursing, Sample Univ., 2018", "bachelor:nursing"),
        ("Assoc. Deg. in Nursing, Sample Comm. Coll., 2012", "associate:nursing"),
        ("Bach. of Arts, English, Sample State", "bachelor:english"),
        ("B. of Sc., Computer Science, Sample Univ", "bachelor:computer science"),
        ("Assoc. of Applied Sci., Networking", "associate:networking"),
        ("Assoc. in Applied Science, Networking", "associate:networking"),
        ("Bachelors Degree - Computer Science - Sample State", "bachelor:computer science"),
        ("Bachelors, Nursing, 2015", "bachelor:nursing"),
        ("Bachelors in Nursing", "bachelor:nursing"),
        ("Masters, Public Health, Sample Univ", "master:public health"),
        ("Masters of Public Health", "master:public health"),
        ("Masters in Nursing", "master:nursing"),
        ("Masters Degree, Health Informatics", "master:health informatics"),
        ("Mast. of Sci. in Health Informatics", "master:health informatics"),
        ("Associates Degree, Nursing", "associate:nursing"),
        ("Associates in Nursing", "associate:nursing"),
        ("Associate's - Nursing - Sample CC", "associate:nursing"),
        ("Associate Degree Nursing, Sample College", "associate:nursing"),
        ("2-year degree in nursing, Sample CC, 2011", "associate:nursing"),
        ("Two year degree, Networking", "associate:networking"),
        ("4 year degree in Biology, Sample State", "bachelor:biology"),
        ("Four-year degree, Sample State", "bachelor"),
        ("Undergraduate degree in Biology, Sample State, 2014", "bachelor:biology"),
        ("BS-IT, Sample State, 2015", "bachelor"),
        ("BS Comp Sci, Sample State", "bachelor:comp sci"),
        ("BSc Comp. Sci., Univ. of Sample, 2015", "bachelor:comp sci"),
        ("BScN, University of Example, 2012", "bachelor:nursing"),
        ("B.S.N., Sample State", "bachelor:nursing"),
        ("B.S.N. Sample University 2019", "bachelor:nursing"),
        ("BS/Nursing, Sample State", "bachelor:nursing"),
        ("B.S./Biology/Sample State/2015", "bachelor:biology"),
        ("BS: Nursing", "bachelor:nursing"),
        ("Degree: BS; Major: Nursing", "bachelor:nursing"),
        ("Degree: Bachelor of Science, Nursing", "bachelor:nursing"),
        ("Nursing (BSN), Sample State, 2016", "bachelor:nursing"),
        ("Nursing, BS, Sample State", "bachelor:nursing"),
        ("Health Informatics, M.S., 2021", "master:health informatics"),
        ("Computer Science BS, 2012", "bachelor:computer science"),
        ("Sample State University - BS Computer Science - 2012", "bachelor:computer science"),
        ("Sample State, B.A. in English, 2009", "bachelor:english"),
        ("ASN 2012", "associate:nursing"),
        ("AAS-Nursing, 2012", "associate:nursing"),
        ("AAS Degree in Medical Billing", "associate:medical billing"),
        ("A.S., Nursing (2012)", "associate:nursing"),
        ("A.D.N., Sample CC", "associate:nursing"),
        ("MBA, Healthcare Management, Sample Univ", "master:business administration"),
        ("Executive MBA, Sample Univ", "master:business administration"),
        ("M.B.A. with a focus on health", "master:business administration"),
        ("MSN-FNP, Sample Univ", "master:nursing"),
        ("MSN/MHA, 2016", "master:nursing"),
        ("M.S.Ed., Sample Univ", "master"),
        ("MSHI, Sample Univ, 2020", "master"),
        ("MS-HI, Sample Univ, 2020", "master"),
        ("BBA in Accounting", "bachelor:accounting"),
        ("B.B.A. Accounting", "bachelor:accounting"),
        ("BGS, Sample State", "bachelor"),
        ("BAAS, Sample State", "bachelor"),
        ("BSBA, Sample State", "bachelor"),
        ("BSW, Sample State", "bachelor:social work"),
        ("MSW, Sample State", "master:social work"),
        ("B.E. Computer Science, Sample Univ, India", "bachelor:computer science"),
        ("B.E (ECE), Sample Univ, India, 2010", "bachelor"),
        ("B. Tech in IT, Sample Univ", "bachelor"),
        ("B-Tech, Computer Science", "bachelor:computer science"),
        ("M.C.A., Sample University", "master"),
        ("BCA, Sample University", "bachelor"),
        ("B.Sc. IT, Sample University", "bachelor"),
        ("M.Sc (Computer Science)", "master:computer science"),
        ("MSc in Health Data Science, UK", "master:health data science"),
        ("Licenciatura en Enfermería, Universidad Ejemplo", "bachelor:enfermería"),
        ("Equivalent of a US bachelor's degree (WES evaluated)", "bachelor"),
        ("RN diploma, Sample Hospital School of Nursing, 1994", "some-college"),
        ("Diploma in Nursing, Sample Hospital School of Nursing", "some-college"),
        ("Diploma, Practical Nursing, Sample Tech", "some-college"),
        ("HS Diploma", "high-school"),
        ("H.S. Diploma, 2010", "high-school"),
        ("High School Grad, 2011", "high-school"),
        ("Graduated high school 2011", "high-school"),
        ("H.S. graduate", "high-school"),
        ("Senior High School, Diploma, 2010", "high-school"),
        ("G.E.D. 2003", "high-school"),
        ("GED/HiSET, 2014", "high-school"),
        ("HiSET, 2017", "high-school"),
        ("TASC high school equivalency", "high-school"),
        ("High school equivalency diploma, 2013", "high-school"),
        ("Doctor of Nursing Practice, Sample Univ", "doctorate:nursing practice"),
        ("Doctorate in Physical Therapy", "doctorate:physical therapy"),
        ("Doctor of Pharmacy (PharmD)", "doctorate:pharmacy"),
        ("D.N.P., Sample Univ", "doctorate:nursing practice"),
        ("DPT, Sample Univ", "doctorate"),
        ("Some college, no degree", "some-college"),
        ("Some college (30 credits)", "some-college"),
        ("60 hours toward BSN, Sample State", "some-college"),
        ("BSN coursework, Sample State", "some-college:nursing"),
        ("36 credits toward a B.S. in Nursing", "some-college"),
        ("B.S. program, 90 of 120 credits", "some-college"),
        ("BS Computer Science, incomplete", "some-college:computer science"),
        ("BS Computer Science (did not graduate)", "some-college:computer science"),
        ("BS Computer Science (withdrew)", "some-college:computer science"),
        ("BS Computer Science, 3 years completed", "some-college:computer science"),
        ("BS Computer Science - on hold", "some-college:computer science"),
        ("BS Computer Science - will finish May 2027", "some-college:computer science"),
        ("BS Computer Science (senior)", "some-college:computer science"),
        ("BS Computer Science, junior year", "some-college:computer science"),
        ("BS Computer Science, graduating May 2027", "some-college:computer science"),
        ("BS Computer Science, starts January 2027", ""),
        ("BS Computer Science, started 2025", "some-college:computer science"),
        ("BS Computer Science, applied for fall 2027", ""),
        ("BS Computer Science, 12 credits left", "some-college:computer science"),
        ("BS Computer Science, 2 classes short", "some-college:computer science"),
        ("BS Computer Science, stopped out 2014", "some-college:computer science"),
        ("BS Computer Science, attended 2010-2012, no degree", "some-college:computer science"),
        ("ABD, PhD in Nursing, Sample Univ", "bachelor"),
        ("PhD (ABD), Nursing", "bachelor"),
        ("All but dissertation, PhD, Sample Univ", "bachelor"),
        ("RN to BSN program, Sample State, 2025 - now", "some-college:nursing"),
        ("RN-BSN, Sample State, 2018", "bachelor:nursing"),
    ],
)
def test_a_degree_in_the_forms_people_write_it(lexicon, text, expected):
    assert educations(lexicon, text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Associate's Degree - evening program, class of 2015", "associate"),
        ("Bachelor of Science          Conferred 12/2019", "bachelor"),
        ("BS, awarded May 2014", "bachelor"),
        ("Bachelor of Arts, part-time", "bachelor"),
        ("Bachelor of Science, full time, Sample State", "bachelor"),
        ("Bachelor of Science (weekend program)", "bachelor"),
        ("Associate of Science, transfer degree", "associate"),
        ("Associate of Arts, liberal arts and sciences", "associate:liberal arts and sciences"),
        ("Bachelor of Science, hybrid", "bachelor"),
        ("Bachelor of Science - distance learning", "bachelor"),
        ("Bachelor of Science, granted 2012", "bachelor"),
        ("Bachelor of Science, received 2012", "bachelor"),
        ("Bachelor of Science, earned while working", "bachelor"),
        ("Bachelor of Science, accelerated", "bachelor"),
        ("Bachelor of Science, with honors", "bachelor"),
        ("Bachelor of Science, Phi Beta Kappa", "bachelor"),
        ("Bachelor of Science, top 10% of class", "bachelor"),
        ("Bachelor of Science, Columbus, Ohio", "bachelor"),
        ("Bachelor of Science, Ohio", "bachelor"),
        ("Bachelor of Science, Sample State", "bachelor"),
        ("Bachelor of Arts, Dayton OH", "bachelor"),
        ("Bachelor of Science, Summer 2014", "bachelor"),
        ("Bachelor of Science, Spring", "bachelor"),
        ("Bachelor of Science, GI Bill", "bachelor"),
        ("Bachelor of Science, first in my family", "bachelor"),
        ("Bachelor of Science, Batch 2009", "bachelor"),
        ("Bachelor of Science, second degree", "bachelor"),
        ("Bachelor of Science, equivalent", "bachelor"),
        ("Bachelor of Science, evaluated by WES", "bachelor"),
        ("Bachelor of Science, transcript on request", "bachelor"),
        ("Bachelor of Science, 3.6/4.0", "bachelor"),
        ("Bachelor of Science, Upper Second", "bachelor"),
        ("Bachelor of Science, 2:1", "bachelor"),
        ("Bachelor of Science, Main Campus", "bachelor"),
        ("Bachelor of Science, member of the rowing team", "bachelor"),
        ("Bachelor of Science, while working full time", "bachelor"),
        ("Bachelor of Science, four years", "bachelor"),
        ("Bachelor's degree, verified", "bachelor"),
        ("Bachelor of Science; Sample Hall", "bachelor"),
        ("Bachelor of Science, night school", "bachelor"),
        ("Associate degree - pre-nursing", "associate:pre-nursing"),
        ("Associate of Science, undeclared", "associate"),
        ("Bachelor of Science in Nursing (evening)", "bachelor:nursing"),
        ("Bachelor of Science in Nursing online program", "bachelor:nursing"),
        ("Bachelor of Science in Nursing, accelerated second degree", "bachelor:nursing"),
        ("Bachelor of Science in Nursing awarded May 2014", "bachelor:nursing"),
        ("Bachelor of Science in Nursing Conferred 2014", "bachelor:nursing"),
        (
            "BS in Health Informatics and Information Management",
            "bachelor:health informatics and information management",
        ),
        ("BS in Management Information Systems (MIS)", "bachelor:management information systems"),
        ("BA in Spanish with a minor in biology", "bachelor:spanish"),
        ("B.A. English/History", "bachelor:english/history"),
        ("BS Purple, Sample University, 2012", "bachelor:purple"),  # its place shows that it is a field
    ],
)
def test_a_place_an_honor_or_a_way_to_study_is_no_field(lexicon, text, expected):
    assert educations(lexicon, text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "Master of Arts in Teaching, Sample Univ, in progress\nBachelor of Science in Biology, Sample Univ, 2016",
            "bachelor bachelor:biology",
        ),
        (
            "MSN, Nursing Informatics, Sample Univ (online)\nin progress, 18 of 36 credits, anticipated May 2028\nBSN, 2016",
            "bachelor bachelor:nursing",
        ),
        ("MSN, Sample Univ\nExpected May 2028", "bachelor"),
        ("BS Nursing, Sample Univ\nExpected graduation: May 2028", "some-college:nursing"),
        ("BS Nursing\nSample Univ\nanticipated 2028", "some-college:nursing"),
        ("BS Nursing\nSample Univ, 2024 - present", "some-college:nursing"),
        ("BS Nursing, Sample Univ, 2016\nCredits Earned: 122", "bachelor:nursing"),
        ("BS Nursing, Sample Univ\nMay 2016\nHonors candidate", "bachelor:nursing"),
        ("BS Nursing, Sample Univ\n90 credits completed, left for family reasons", "some-college:nursing"),
        ("BS Nursing, Sample Univ\ndid not finish", "some-college:nursing"),
        (
            "06/2016\nA.A.S.: Health Information Technology\nSample CC\nExpected in 05/2028\nB.S.: Health Information Management\nSample Online Univ",
            "associate:health information technology some-college:health information management",
        ),
        ("2016\nAAS, Nursing\nSample CC\n2028 (expected)\nBSN\nSample Univ", "associate:nursing some-college:nursing"),
        ("2025 - present\nBSN\nSample Univ\n2016\nAAS, Nursing\nSample CC", "associate:nursing some-college:nursing"),
        ("AAS, Nursing\nSample CC\n2016\nBSN\nSample Univ\nExpected 2028", "associate:nursing some-college:nursing"),
        ("A.A.S. Information\nTechnology, 2018", "associate:information technology"),
        (
            "Tulsa Sample Community College\nA.A.S. Information\nTechnology, 2018",
            "associate:information technology some-college",
        ),
        ("Bachelor of Science in Health\nInformation Management, 2018", "bachelor:health information management"),
        ("Bachelor of Science in Nursing\nDean's List", "bachelor:nursing"),
        ("B.S., Biology\nMinor: Chemistry", "bachelor:biology"),
        ("AAS Nursing, Sample CC, 2012\nWorking toward BSN, expected 2028", "associate:nursing"),
        (
            "BSN, Sample University, 2016\nSample College - barber program, started 2025",
            "bachelor:nursing some-college",
        ),
        ("BSN, Sample University, 2016\nMember, Alumni Association, 2016 - present", "bachelor:nursing"),
    ],
)
def test_what_stands_in_the_lines_around_a_degree_belongs_to_it(lexicon, text, expected):
    assert educations(lexicon, text) == expected


@pytest.mark.parametrize("held", ["BS in Biology, 2016", "Bachelor of Science, Biology, Sample College, 2016"])
@pytest.mark.parametrize("wanted", ["MA in Teaching, in progress", "Master of Arts in Teaching\nexpected May 2028"])
def test_the_field_is_that_of_the_degree_that_is_held(kb, tmp_path, held, wanted):
    path = tmp_path / "resume.txt"
    for text in (f"{held}\n{wanted}", f"{wanted}\n{held}"):
        path.write_text(f"Sample Person\nEducation\n{text}\n")
        education = import_profile(path, kb, TODAY).profile.education
        assert (education.level, education.field) == ("bachelor", "biology")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("MA, Sample Univ, Boston, MA", "master"),
        ("Boston MA", ""),
        ("BS Sample Univ", "bachelor"),
        ("B.S. degree in Nursing", "bachelor:nursing"),
        ("BS(Nursing)", "bachelor:nursing"),
        ("BSc(Hons) Nursing", "bachelor:nursing"),
        ("BSN/RN Sample College", "bachelor:nursing"),
        ("BSN RN", "bachelor:nursing"),
        ("Associate's degree in Applied Science (Nursing)", "associate:nursing"),
        ("Associates of Science Radiologic Technology", "associate:radiologic technology"),
        ("Associate Of Applied Science: Paramedicine", "associate:paramedicine"),
        ("ASSOCIATE OF SCIENCE IN NURSING", "associate:nursing"),
        ("BACHELOR OF ARTS - HISTORY", "bachelor:history"),
        ("Bachelor of Science (B.S.), Accounting", "bachelor:accounting"),
        ("Bachelor of Science (BS) in Accounting", "bachelor:accounting"),
        ("Bachelor's, Business", "bachelor:business"),
        ("Bachelor of Business Administration", "bachelor:business administration"),
        ("Bachelor of Business Administration (BBA), Sample Univ", "bachelor:business administration"),
        ("Bachelor of Social Work", "bachelor:social work"),
        ("Bachelor of Music", "bachelor:music"),
        ("Bachelor of Engineering, Electronics", "bachelor:engineering"),
        ("Bachelor of Technology in Computer Science", "bachelor:computer science"),
        ("Bachelor of Commerce", "bachelor:commerce"),
        ("Bachelor of Nursing Science", "bachelor:nursing science"),
        ("Bachelor of Health Sciences, Sample Univ", "bachelor:health sciences"),
        ("Bachelor of Applied Science in Public Safety", "bachelor:public safety"),
        ("Bachelor of General Studies", "bachelor:general studies"),
        ("Master of Business Administration, Sample Univ", "master:business administration"),
        ("Master of Health Administration", "master:health administration"),
        ("Master of Public Health (MPH)", "master:public health"),
        ("Master of Science, Sample Univ, Data Science", "master:data science"),
        ("Master of Library and Information Science", "master:library and information science"),
        ("Master of Education in Curriculum and Instruction", "master:curriculum and instruction"),
        ("Master in Information Systems", "master:information systems"),
        ("Doctor of Philosophy in Nursing", "doctorate:nursing"),
        ("Doctor of Medicine, Sample Univ", "doctorate:medicine"),
        ("Doctor of Medicine (MD), Sample University, Cairo, Egypt", "doctorate:medicine"),
        ("Juris Doctor, Sample Law School", "doctorate"),
        ("MD, Sample Univ, 2004", "doctorate"),
        ("Ph.D. candidate, Nursing", "bachelor"),
        ("Cert. in Medical Assisting, Sample Tech", "some-college"),
        ("Certificate in Medical Billing, 2015", "some-college"),
        ("Medical Assistant Diploma, Sample Career College", "some-college"),
        ("Trade school: welding", "some-college"),
        ("High school", "high-school"),
        ("Sample High School, 2010", "high-school"),
        ("Sample High School, 2006-2010", "high-school"),
        ("Some high school", "none"),
        ("Currently in high school, senior", "none"),
        ("High School Diploma (expected June 2027)", "none"),
        ("GED in progress", "none"),
        ("Working on my GED", "none"),
        ("GED (passed 2 of 4 tests)", "none"),
        ("Left high school in 11th grade", "none"),
    ],
)
def test_more_degrees_and_what_looks_like_one(lexicon, text, expected):
    assert educations(lexicon, text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Sample Person, MA", ""),
        ("Sample Person, MS, RN", ""),
        ("Sample Person, BSN, RN", "bachelor:nursing"),
        ("Sample Person, MSN, RN, CCRN", "master:nursing"),
        ("Sample Person, PhD", "doctorate"),
        ("Sample Person, RN, MBA", "master:business administration"),
        ("Sample Person, PharmD", "doctorate:pharmacy"),
        ("Sample Person BSN RN", ""),
        ("Dr. Sample Person", ""),
        ("Sample Person, AAS, RHIT", "associate"),
        ("Sample Person, BSN candidate", "some-college:nursing"),
    ],
)
def test_letters_behind_a_name_count_if_they_mean_nothing_else(lexicon, text, expected):
    jobs = "Experience\nNurse, Example Hospital, 2019 - 2020"
    found = of_kind(read_resume(f"{text}\n(555) 555-0100\n{jobs}\n", lexicon), "education")
    assert " ".join(f"{one.id}:{one.field}" if one.field else one.id for one in found) == expected


@pytest.mark.parametrize(
    "text, level",
    [
        (
            "Education\nMCA (Example, distance)    discontinued after 2nd semester\nB.Tech, Electronics, 2012",
            "bachelor",
        ),
        ("Education\nMSc Health Informatics, Example University, 4 of 12 courses done\nBSc Nursing, 2015", "bachelor"),
        ("School\nGoogle IT Support Professional Certificate (expected March 2027)\nHigh school, 2011", "high-school"),
        ("School\nB.A. English 2020\nFirst Responder (2021), good to 5/2027", "bachelor"),
    ],
)
def test_more_ways_to_say_that_a_study_is_not_finished(lexicon, text, level):
    found = of_kind(read_resume(text + "\n", lexicon), "education")
    order = list(EDUCATION_ORDER)
    assert max((one.id for one in found), key=order.index) == level
