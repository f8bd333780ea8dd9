PRAGMA user_version=2;
PRAGMA application_id=1129333553;
BEGIN TRANSACTION;
CREATE TABLE actions (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      number INTEGER NOT NULL, made TEXT NOT NULL, text TEXT NOT NULL, due TEXT, done TEXT, UNIQUE (client, number)
    );
INSERT INTO "actions" VALUES(1,1,1,'2026-11-29','Ask the nurse educator','2026-12-15',NULL);
CREATE TABLE clients (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
      added TEXT NOT NULL, touched TEXT NOT NULL
    , closed TEXT, outcome TEXT);
INSERT INTO "clients" VALUES(1,'Sam Example','sam example','2026-11-29','2026-11-29',NULL,NULL);
INSERT INTO "clients" VALUES(2,'Jo Example','jo example','2026-11-29','2026-11-29',NULL,NULL);
CREATE TABLE files (
      path TEXT PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      made TEXT NOT NULL, inputs TEXT NOT NULL, digest TEXT NOT NULL, before TEXT
    );
CREATE TABLE notes (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      made TEXT NOT NULL, text TEXT NOT NULL
    );
INSERT INTO "notes" VALUES(1,1,'2026-11-29','Wants out of nights.');
CREATE TABLE profiles (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      made TEXT NOT NULL, data TEXT NOT NULL
    );
INSERT INTO "profiles" VALUES(1,1,'2026-11-29','{"schema": "careerpath/profile/1", "roles": [{"years": 6.0, "current": true, "role": "registered-nurse"}], "education": {"field": "nursing", "level": "bachelor"}, "licences": ["registered-nurse"], "skills": {"ehr-use": {"evidence": "practised", "level": 4}, "training-delivery": {"evidence": "practised", "level": 3}, "data-analysis": {"level": 1}, "digital-literacy": {"level": 3}}, "limits": {"budget_usd": 1500.0, "hours_per_week": 8.0, "night_shift": false, "on_call": true, "patient_facing": true, "state": "OH"}, "goal": "clinical-informatics-specialist"}');
INSERT INTO "profiles" VALUES(2,2,'2026-11-29','{"schema": "careerpath/profile/1", "roles": [{"years": 2.0, "current": true, "role": "help-desk-technician"}], "education": {"field": "information-technology", "level": "associate"}, "certifications": [{"earned": "2024-06-01", "id": "comptia-a-plus"}]}');
CREATE TABLE roadmaps (
      id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients ON DELETE CASCADE,
      profile INTEGER NOT NULL REFERENCES profiles ON DELETE CASCADE, made TEXT NOT NULL, goal TEXT NOT NULL,
      plan TEXT
    );
CREATE INDEX profiles_of ON profiles (client, id);
CREATE INDEX notes_of ON notes (client, id);
CREATE INDEX roadmaps_of ON roadmaps (client, id);
CREATE INDEX files_of ON files (client);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('clients',2);
COMMIT;
