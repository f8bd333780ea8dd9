"""`profile show`: levels that jobs bring, seen and put right."""

import json

import pytest

from careerpath.errors import CareerpathError
from careerpath.rules.standing import stand
from careerpath.services.correct_levels import with_levels
from tests.conftest import TODAY
from tests.worlds import person


def test_a_level_that_is_put_right_wins_over_what_the_job_brings(kb):
    nurse = person("registered-nurse")
    assert stand(nurse, kb, TODAY).level("ehr-use") > 2
    mended = with_levels(nurse, ["ehr-use=2", "sql=3"], kb, TODAY)
    assert (stand(mended, kb, TODAY).level("ehr-use"), stand(mended, kb, TODAY).level("sql")) == (2, 3)
    assert (mended.skills["ehr-use"].corrects, mended.skills["sql"].corrects) == (True, False)
    assert stand(with_levels(mended, ["ehr-use=5"], kb, TODAY), kb, TODAY).level("ehr-use") == 5


@pytest.mark.parametrize("text", ["ehr-use", "ehr-use=6", "=2", "ehr-use=-1", "zzqqx=2", "ehr-use=2.5"])
def test_what_is_no_level_gets_one_line(kb, text):
    with pytest.raises(CareerpathError) as caught:
        with_levels(person("registered-nurse"), [text], kb, TODAY)
    assert "\n" not in str(caught.value)


def test_the_command_shows_where_each_level_comes_from_and_changes_only_the_saved_profile(run, tmp_path):
    own = {"CAREERPATH_HOME": str(tmp_path)}
    file = tmp_path / "me.yaml"
    file.write_text("roles: [RN]\nyears: {registered-nurse: 6}\n")
    assert run("quiz", "--answers", file, "--json", "--save", "me", env=own).code == 0
    shown = json.loads(run("profile", "show", "--json", env=own).out)
    assert shown["schema"] == "careerpath/profile-show/1"
    assert shown["profile"]["skills"]["ehr-use"]["from"] == "registered-nurse"
    assert run("profile", "show", "--level", "ehr-use=1", env=own).code == 0
    again = json.loads(run("profile", "show", "--json", env=own).out)
    assert again["profile"]["skills"]["ehr-use"] == {"level": 1, "evidence": "claimed", "from": "stated"}
    assert run("profile", "show", file, "--level", "ehr-use=1", env=own).code == 2
