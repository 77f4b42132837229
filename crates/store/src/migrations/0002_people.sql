-- Who signs: a portrait, and the account that writes under the name. A stringer has no account.
ALTER TABLE authors ADD COLUMN picture {TEXT};
ALTER TABLE authors ADD COLUMN user_id {INT} REFERENCES users (id);
CREATE UNIQUE INDEX authors_user ON authors (user_id);

-- One-time links by which somebody chooses a new password. Only digests of the links are kept.
CREATE TABLE password_links (
    digest {BYTES} NOT NULL PRIMARY KEY,
    user_id {INT} NOT NULL UNIQUE REFERENCES users (id),
    made_at {INT} NOT NULL
) {STRICT};

-- Receipts of what is no story: an author, a station page. The subject is written as the audit log writes it.
CREATE TABLE other_receipts (
    id {ID},
    subject {TEXT} NOT NULL,
    verb {TEXT} NOT NULL,
    at {INT} NOT NULL,
    lines {TEXT} NOT NULL
) {STRICT};
