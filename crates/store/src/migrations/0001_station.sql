-- The first schema. {ID}, {INT}, {REAL}, {TEXT}, {BYTES}, {STRICT} and {CLUSTERED} stand for each engine's words
-- (see migrations.rs). All moments are microseconds since 1970 UTC; months are year * 100 + month.

-- The latest moment that any commit spoke of: where a station with a clock of its own resumes.
CREATE TABLE clock (
    only_row {INT} NOT NULL PRIMARY KEY CHECK (only_row = 1),
    last_moment {INT} NOT NULL
) {STRICT};

-- Small facts with a name, such as the digest of the setup link.
CREATE TABLE meta (
    name {TEXT} NOT NULL PRIMARY KEY,
    value {TEXT} NOT NULL
) {STRICT};

-- A story. The first columns are of its newest revision, for the desk; those called live_… are of the revision that
-- readers see, so that a list of teasers needs no other table.
CREATE TABLE stories (
    id {ID},
    status {TEXT} NOT NULL,
    revision {INT} NOT NULL,
    headline {TEXT} NOT NULL,
    folded_headline {TEXT} NOT NULL,
    section {TEXT},
    publish_at {INT},
    embargo {INT},
    corrections {TEXT} NOT NULL,
    created_at {INT} NOT NULL,
    saved_at {INT} NOT NULL,
    saved_by {TEXT} NOT NULL,
    live_revision {INT},
    live_month {INT},
    live_slug {TEXT},
    first_published {INT},
    updated_at {INT},
    live_headline {TEXT},
    live_dek {TEXT},
    live_kind {TEXT},
    live_section {TEXT},
    live_language {TEXT},
    live_authors {TEXT},
    live_lead {TEXT},
    live_source {TEXT},
    CHECK (status <> 'published' OR (live_revision IS NOT NULL AND live_month IS NOT NULL AND live_slug IS NOT NULL
        AND first_published IS NOT NULL AND live_headline IS NOT NULL AND live_section IS NOT NULL)),
    CHECK (status <> 'scheduled' OR publish_at IS NOT NULL)
) {STRICT};
CREATE UNIQUE INDEX stories_path ON stories (live_month, live_slug);
-- The headline goes along, so that a search for a word of it reads the index and not the stories.
CREATE INDEX stories_saved ON stories (saved_at, id, folded_headline);
CREATE INDEX stories_status_saved ON stories (status, saved_at, id, folded_headline);

-- Every saved state of a story's content, for ever.
CREATE TABLE revisions (
    story_id {INT} NOT NULL REFERENCES stories (id),
    number {INT} NOT NULL,
    saved_at {INT} NOT NULL,
    saved_by {TEXT} NOT NULL,
    content {TEXT} NOT NULL,
    PRIMARY KEY (story_id, number)
) {STRICT};

-- Addresses that a story had before.
CREATE TABLE redirects (
    month {INT} NOT NULL,
    slug {TEXT} NOT NULL,
    story_id {INT} NOT NULL REFERENCES stories (id),
    PRIMARY KEY (month, slug)
) {CLUSTERED};
CREATE INDEX redirects_story ON redirects (story_id);

-- Which published story stands in which public list: kinds all, section, author, tag, place, month.
CREATE TABLE listing (
    kind {TEXT} NOT NULL,
    slug {TEXT} NOT NULL,
    published_at {INT} NOT NULL,
    story_id {INT} NOT NULL REFERENCES stories (id),
    PRIMARY KEY (kind, slug, published_at, story_id)
) {CLUSTERED};
CREATE INDEX listing_story ON listing (story_id);

-- How many rows each list has, kept with them, so that months and tags need no counting.
CREATE TABLE lists (
    kind {TEXT} NOT NULL,
    slug {TEXT} NOT NULL,
    stories {INT} NOT NULL,
    PRIMARY KEY (kind, slug)
) {CLUSTERED};
CREATE INDEX lists_size ON lists (kind, stories, slug);

-- How the latest published story that carries a tag spells it.
CREATE TABLE tags (
    slug {TEXT} NOT NULL PRIMARY KEY,
    name {TEXT} NOT NULL
) {CLUSTERED};

-- A picture; renditions are a JSON list.
CREATE TABLE media (
    id {ID},
    media_key {TEXT} NOT NULL UNIQUE,
    file_name {TEXT} NOT NULL,
    blob_digest {TEXT} NOT NULL,
    size {INT} NOT NULL,
    width {INT} NOT NULL,
    height {INT} NOT NULL,
    alt {TEXT},
    caption {TEXT},
    credit {TEXT},
    focal_x {REAL} NOT NULL,
    focal_y {REAL} NOT NULL,
    likeness {INT} NOT NULL,
    state {TEXT} NOT NULL,
    failure {TEXT},
    renditions {TEXT} NOT NULL,
    uploaded_at {INT} NOT NULL
) {STRICT};

-- Which pictures published stories and station pages show: what is not here is not public.
CREATE TABLE story_pictures (
    media_key {TEXT} NOT NULL,
    story_id {INT} NOT NULL REFERENCES stories (id),
    PRIMARY KEY (media_key, story_id)
) {CLUSTERED};
CREATE INDEX story_pictures_story ON story_pictures (story_id);
CREATE TABLE page_pictures (
    media_key {TEXT} NOT NULL,
    page_slug {TEXT} NOT NULL,
    PRIMARY KEY (media_key, page_slug)
) {CLUSTERED};

-- Nights of public-data tables. Rows are only added; state moves from held to accepted, superseded or dropped.
CREATE TABLE snapshots (
    id {ID},
    table_slug {TEXT} NOT NULL,
    as_of {TEXT} NOT NULL,
    fetched_at {INT} NOT NULL,
    state {TEXT} NOT NULL,
    figures {TEXT} NOT NULL,
    outcomes {TEXT} NOT NULL,
    note {TEXT},
    decided_at {INT} NOT NULL
) {STRICT};
CREATE INDEX snapshots_newest ON snapshots (table_slug, state, as_of, id);

-- The front: slots with a pinned story, and the modules of the rail.
CREATE TABLE pins (
    slot {TEXT} NOT NULL PRIMARY KEY,
    story_id {INT} NOT NULL REFERENCES stories (id),
    until_at {INT} NOT NULL
) {STRICT};
CREATE TABLE front_modules (
    position {INT} NOT NULL PRIMARY KEY,
    module {TEXT} NOT NULL
) {STRICT};

CREATE TABLE pages (
    slug {TEXT} NOT NULL PRIMARY KEY,
    title {TEXT} NOT NULL,
    dek {TEXT} NOT NULL,
    body {TEXT} NOT NULL,
    updated_at {INT} NOT NULL
) {STRICT};

CREATE TABLE authors (
    slug {TEXT} NOT NULL PRIMARY KEY,
    name {TEXT} NOT NULL,
    title {TEXT} NOT NULL,
    bio {TEXT} NOT NULL,
    email {TEXT}
) {STRICT};

CREATE TABLE users (
    id {ID},
    email {TEXT} NOT NULL UNIQUE,
    name {TEXT} NOT NULL,
    role {TEXT} NOT NULL,
    active {INT} NOT NULL CHECK (active IN (0, 1)),
    password {TEXT} NOT NULL,
    created_at {INT} NOT NULL,
    signed_in_at {INT}
) {STRICT};

-- Only digests of tokens are kept: who reads this table cannot sign in with it.
CREATE TABLE sessions (
    digest {BYTES} NOT NULL PRIMARY KEY,
    user_id {INT} NOT NULL REFERENCES users (id),
    created_at {INT} NOT NULL,
    seen_at {INT} NOT NULL
) {STRICT};
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE audit (
    id {ID},
    at {INT} NOT NULL,
    user_id {INT} REFERENCES users (id),
    who {TEXT} NOT NULL,
    from_address {TEXT},
    verb {TEXT} NOT NULL,
    subject {TEXT} NOT NULL,
    note {TEXT} NOT NULL
) {STRICT};
CREATE INDEX audit_subject ON audit (subject, id);

CREATE TABLE receipts (
    id {ID},
    story_id {INT} NOT NULL REFERENCES stories (id),
    verb {TEXT} NOT NULL,
    at {INT} NOT NULL,
    lines {TEXT} NOT NULL
) {STRICT};
CREATE INDEX receipts_story ON receipts (story_id, id);

-- Work outside the request. A worker holds a row until leased_until; a finished row stays for its once_key.
CREATE TABLE jobs (
    id {ID},
    kind {TEXT} NOT NULL,
    subject {TEXT} NOT NULL,
    once_key {TEXT} UNIQUE,
    due_at {INT} NOT NULL,
    attempts {INT} NOT NULL,
    worker {TEXT},
    leased_until {INT},
    finished_at {INT},
    outcome {TEXT}
) {STRICT};
CREATE INDEX jobs_due ON jobs (due_at, id) WHERE finished_at IS NULL;
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;

-- How each kind and subject of job has been doing; outlives the rows of single runs.
CREATE TABLE job_results (
    kind {TEXT} NOT NULL,
    subject {TEXT} NOT NULL,
    last_run {INT} NOT NULL,
    last_success {INT},
    last_note {TEXT},
    last_error {TEXT},
    PRIMARY KEY (kind, subject)
) {STRICT};

CREATE TABLE sources (
    slug {TEXT} NOT NULL PRIMARY KEY,
    last_success {INT},
    last_try {INT},
    last_error {TEXT},
    failures {INT} NOT NULL,
    not_before {INT},
    etag {TEXT},
    last_modified {TEXT},
    digest {TEXT}
) {STRICT};
