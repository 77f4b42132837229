-- Messages of authorities about dangers. Rows are only added: what a message said is never changed. What is worked out
-- about it (from when it is over, which chain it is in, whom it concerns) is worked out anew when another message comes.
CREATE TABLE alerts (
    id {ID},
    chain {INT} NOT NULL,
    sender {TEXT} NOT NULL,
    identifier {TEXT} NOT NULL,
    digest {TEXT} NOT NULL UNIQUE,
    sent {INT} NOT NULL,
    received_at {INT} NOT NULL,
    over_at {INT} NOT NULL,
    covered {INT} NOT NULL,
    towns {TEXT} NOT NULL,
    message {TEXT} NOT NULL
) {STRICT};
CREATE INDEX alerts_in_force ON alerts (over_at);
CREATE INDEX alerts_chain ON alerts (chain, sent);
CREATE INDEX alerts_received ON alerts (received_at);
-- What ties messages together: names of messages and of events.
CREATE TABLE alert_ties (
    tie {TEXT} NOT NULL,
    alert {INT} NOT NULL REFERENCES alerts (id),
    PRIMARY KEY (tie, alert)
) {CLUSTERED};
-- Notices that the desk keeps: evacuation levels, shelters, closed roads, closed schools. Each has an end.
CREATE TABLE notices (
    id {ID},
    kind {TEXT} NOT NULL,
    title {TEXT} NOT NULL,
    place {TEXT} NOT NULL,
    words {TEXT} NOT NULL,
    source {TEXT} NOT NULL,
    begins_at {INT} NOT NULL,
    ends_at {INT} NOT NULL,
    made_at {INT} NOT NULL,
    changed_at {INT} NOT NULL,
    by_name {TEXT} NOT NULL
) {STRICT};
CREATE INDEX notices_in_force ON notices (ends_at);
