-- 查找用的索引小一些：前缀只记一到三个字母（再长的现合并，一百万人也只要多几毫秒），不记每行有几个词（只有排名次才用）。
-- 造一百万人的索引从 16.8 秒减到 9.0 秒，占的地方少三成；一次大导入写查找的词要的时间少四成。

DROP TABLE communities_fts;
CREATE VIRTUAL TABLE communities_fts USING fts5 (
    keys, content = 'communities_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO communities_fts (communities_fts) VALUES ('rebuild');

DROP TABLE terms_fts;
CREATE VIRTUAL TABLE terms_fts USING fts5 (
    keys, content = 'terms_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO terms_fts (terms_fts) VALUES ('rebuild');

DROP TABLE roster_issues_fts;
CREATE VIRTUAL TABLE roster_issues_fts USING fts5 (
    keys, content = 'roster_issues_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO roster_issues_fts (roster_issues_fts) VALUES ('rebuild');

DROP TABLE leaders_fts;
CREATE VIRTUAL TABLE leaders_fts USING fts5 (
    keys, content = 'leaders_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO leaders_fts (leaders_fts) VALUES ('rebuild');

DROP TABLE teams_fts;
CREATE VIRTUAL TABLE teams_fts USING fts5 (
    keys, content = 'teams_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO teams_fts (teams_fts) VALUES ('rebuild');

DROP TABLE party_branches_fts;
CREATE VIRTUAL TABLE party_branches_fts USING fts5 (
    keys, content = 'party_branches_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO party_branches_fts (party_branches_fts) VALUES ('rebuild');

DROP TABLE volunteers_fts;
CREATE VIRTUAL TABLE volunteers_fts USING fts5 (
    keys, content = 'volunteers_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO volunteers_fts (volunteers_fts) VALUES ('rebuild');

DROP TABLE service_records_fts;
CREATE VIRTUAL TABLE service_records_fts USING fts5 (
    keys, content = 'service_records_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO service_records_fts (service_records_fts) VALUES ('rebuild');

DROP TABLE grid_areas_fts;
CREATE VIRTUAL TABLE grid_areas_fts USING fts5 (
    keys, content = 'grid_areas_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO grid_areas_fts (grid_areas_fts) VALUES ('rebuild');

DROP TABLE assignments_fts;
CREATE VIRTUAL TABLE assignments_fts USING fts5 (
    keys, content = 'assignments_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO assignments_fts (assignments_fts) VALUES ('rebuild');

DROP TABLE training_sessions_fts;
CREATE VIRTUAL TABLE training_sessions_fts USING fts5 (
    keys, content = 'training_sessions_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO training_sessions_fts (training_sessions_fts) VALUES ('rebuild');

DROP TABLE participations_fts;
CREATE VIRTUAL TABLE participations_fts USING fts5 (
    keys, content = 'participations_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO participations_fts (participations_fts) VALUES ('rebuild');

DROP TABLE policies_fts;
CREATE VIRTUAL TABLE policies_fts USING fts5 (
    keys, content = 'policies_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO policies_fts (policies_fts) VALUES ('rebuild');

DROP TABLE enrollments_fts;
CREATE VIRTUAL TABLE enrollments_fts USING fts5 (
    keys, content = 'enrollments_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO enrollments_fts (enrollments_fts) VALUES ('rebuild');

DROP TABLE duty_rules_fts;
CREATE VIRTUAL TABLE duty_rules_fts USING fts5 (
    keys, content = 'duty_rules_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO duty_rules_fts (duty_rules_fts) VALUES ('rebuild');

DROP TABLE operators_fts;
CREATE VIRTUAL TABLE operators_fts USING fts5 (
    keys, content = 'operators_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO operators_fts (operators_fts) VALUES ('rebuild');

DROP TABLE certificates_fts;
CREATE VIRTUAL TABLE certificates_fts USING fts5 (
    keys, content = 'certificates_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO certificates_fts (certificates_fts) VALUES ('rebuild');

DROP TABLE templates_fts;
CREATE VIRTUAL TABLE templates_fts USING fts5 (
    keys, content = 'templates_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO templates_fts (templates_fts) VALUES ('rebuild');

DROP TABLE shifts_fts;
CREATE VIRTUAL TABLE shifts_fts USING fts5 (
    keys, content = 'shifts_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO shifts_fts (shifts_fts) VALUES ('rebuild');

DROP TABLE shift_people_fts;
CREATE VIRTUAL TABLE shift_people_fts USING fts5 (
    keys, content = 'shift_people_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO shift_people_fts (shift_people_fts) VALUES ('rebuild');

DROP TABLE equipment_fts;
CREATE VIRTUAL TABLE equipment_fts USING fts5 (
    keys, content = 'equipment_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO equipment_fts (equipment_fts) VALUES ('rebuild');

DROP TABLE equipment_issues_fts;
CREATE VIRTUAL TABLE equipment_issues_fts USING fts5 (
    keys, content = 'equipment_issues_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO equipment_issues_fts (equipment_issues_fts) VALUES ('rebuild');

DROP TABLE service_days_fts;
CREATE VIRTUAL TABLE service_days_fts USING fts5 (
    keys, content = 'service_days_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO service_days_fts (service_days_fts) VALUES ('rebuild');

DROP TABLE activities_fts;
CREATE VIRTUAL TABLE activities_fts USING fts5 (
    keys, content = 'activities_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO activities_fts (activities_fts) VALUES ('rebuild');

DROP TABLE activity_people_fts;
CREATE VIRTUAL TABLE activity_people_fts USING fts5 (
    keys, content = 'activity_people_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO activity_people_fts (activity_people_fts) VALUES ('rebuild');

DROP TABLE head_counts_fts;
CREATE VIRTUAL TABLE head_counts_fts USING fts5 (
    keys, content = 'head_counts_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO head_counts_fts (head_counts_fts) VALUES ('rebuild');

DROP TABLE attachments_fts;
CREATE VIRTUAL TABLE attachments_fts USING fts5 (
    keys, content = 'attachments_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO attachments_fts (attachments_fts) VALUES ('rebuild');

DROP TABLE star_rules_fts;
CREATE VIRTUAL TABLE star_rules_fts USING fts5 (
    keys, content = 'star_rules_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO star_rules_fts (star_rules_fts) VALUES ('rebuild');

DROP TABLE point_rules_fts;
CREATE VIRTUAL TABLE point_rules_fts USING fts5 (
    keys, content = 'point_rules_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO point_rules_fts (point_rules_fts) VALUES ('rebuild');

DROP TABLE point_entries_fts;
CREATE VIRTUAL TABLE point_entries_fts USING fts5 (
    keys, content = 'point_entries_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO point_entries_fts (point_entries_fts) VALUES ('rebuild');

DROP TABLE star_rounds_fts;
CREATE VIRTUAL TABLE star_rounds_fts USING fts5 (
    keys, content = 'star_rounds_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO star_rounds_fts (star_rounds_fts) VALUES ('rebuild');

DROP TABLE star_certifications_fts;
CREATE VIRTUAL TABLE star_certifications_fts USING fts5 (
    keys, content = 'star_certifications_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO star_certifications_fts (star_certifications_fts) VALUES ('rebuild');

DROP TABLE training_plans_fts;
CREATE VIRTUAL TABLE training_plans_fts USING fts5 (
    keys, content = 'training_plans_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO training_plans_fts (training_plans_fts) VALUES ('rebuild');

DROP TABLE submissions_fts;
CREATE VIRTUAL TABLE submissions_fts USING fts5 (
    keys, content = 'submissions_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO submissions_fts (submissions_fts) VALUES ('rebuild');

DROP TABLE submission_people_fts;
CREATE VIRTUAL TABLE submission_people_fts USING fts5 (
    keys, content = 'submission_people_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO submission_people_fts (submission_people_fts) VALUES ('rebuild');

DROP TABLE claims_fts;
CREATE VIRTUAL TABLE claims_fts USING fts5 (
    keys, content = 'claims_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');

DROP TABLE checklists_fts;
CREATE VIRTUAL TABLE checklists_fts USING fts5 (
    keys, content = 'checklists_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO checklists_fts (checklists_fts) VALUES ('rebuild');

DROP TABLE inspections_fts;
CREATE VIRTUAL TABLE inspections_fts USING fts5 (
    keys, content = 'inspections_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO inspections_fts (inspections_fts) VALUES ('rebuild');

DROP TABLE rectifications_fts;
CREATE VIRTUAL TABLE rectifications_fts USING fts5 (
    keys, content = 'rectifications_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO rectifications_fts (rectifications_fts) VALUES ('rebuild');

DROP TABLE clues_fts;
CREATE VIRTUAL TABLE clues_fts USING fts5 (
    keys, content = 'clues_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO clues_fts (clues_fts) VALUES ('rebuild');

DROP TABLE reward_batches_fts;
CREATE VIRTUAL TABLE reward_batches_fts USING fts5 (
    keys, content = 'reward_batches_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO reward_batches_fts (reward_batches_fts) VALUES ('rebuild');

DROP TABLE selections_fts;
CREATE VIRTUAL TABLE selections_fts USING fts5 (
    keys, content = 'selections_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO selections_fts (selections_fts) VALUES ('rebuild');

DROP TABLE nominations_fts;
CREATE VIRTUAL TABLE nominations_fts USING fts5 (
    keys, content = 'nominations_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO nominations_fts (nominations_fts) VALUES ('rebuild');

DROP TABLE objections_fts;
CREATE VIRTUAL TABLE objections_fts USING fts5 (
    keys, content = 'objections_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO objections_fts (objections_fts) VALUES ('rebuild');

DROP TABLE honours_fts;
CREATE VIRTUAL TABLE honours_fts USING fts5 (
    keys, content = 'honours_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO honours_fts (honours_fts) VALUES ('rebuild');

DROP TABLE courtesies_fts;
CREATE VIRTUAL TABLE courtesies_fts USING fts5 (
    keys, content = 'courtesies_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO courtesies_fts (courtesies_fts) VALUES ('rebuild');

DROP TABLE welfare_posts_fts;
CREATE VIRTUAL TABLE welfare_posts_fts USING fts5 (
    keys, content = 'welfare_posts_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO welfare_posts_fts (welfare_posts_fts) VALUES ('rebuild');

DROP TABLE post_holders_fts;
CREATE VIRTUAL TABLE post_holders_fts USING fts5 (
    keys, content = 'post_holders_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO post_holders_fts (post_holders_fts) VALUES ('rebuild');

DROP TABLE post_leaves_fts;
CREATE VIRTUAL TABLE post_leaves_fts USING fts5 (
    keys, content = 'post_leaves_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO post_leaves_fts (post_leaves_fts) VALUES ('rebuild');

DROP TABLE stipend_sheets_fts;
CREATE VIRTUAL TABLE stipend_sheets_fts USING fts5 (
    keys, content = 'stipend_sheets_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO stipend_sheets_fts (stipend_sheets_fts) VALUES ('rebuild');

DROP TABLE stipend_lines_fts;
CREATE VIRTUAL TABLE stipend_lines_fts USING fts5 (
    keys, content = 'stipend_lines_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO stipend_lines_fts (stipend_lines_fts) VALUES ('rebuild');

DROP TABLE meetings_fts;
CREATE VIRTUAL TABLE meetings_fts USING fts5 (
    keys, content = 'meetings_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO meetings_fts (meetings_fts) VALUES ('rebuild');

DROP TABLE decisions_fts;
CREATE VIRTUAL TABLE decisions_fts USING fts5 (
    keys, content = 'decisions_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO decisions_fts (decisions_fts) VALUES ('rebuild');

DROP TABLE publicity_fts;
CREATE VIRTUAL TABLE publicity_fts USING fts5 (
    keys, content = 'publicity_keys', content_rowid = 'n', tokenize = 'unicode61', prefix = '1 2 3', columnsize = 0
);
INSERT INTO publicity_fts (publicity_fts) VALUES ('rebuild');

-- 志愿者按社区找，有 (community_id, standing) 这一个就够；多数人空着的几栏，空着的不记
DROP INDEX volunteers_by_community;
DROP INDEX volunteers_by_source_group;
DROP INDEX volunteers_by_service_category;
DROP INDEX volunteers_by_team;
DROP INDEX volunteers_by_party_branch;
CREATE INDEX volunteers_by_source_group ON volunteers (source_group_id) WHERE source_group_id IS NOT NULL;
CREATE INDEX volunteers_by_service_category ON volunteers (service_category_id) WHERE service_category_id IS NOT NULL;
CREATE INDEX volunteers_by_team ON volunteers (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX volunteers_by_party_branch ON volunteers (party_branch_id) WHERE party_branch_id IS NOT NULL;
