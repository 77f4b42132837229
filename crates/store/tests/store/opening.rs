//! Opening, opening again, and what is said when it cannot be.

use crate::{ground::Ground, made::*};
use store::{Error, Options, Store};

async fn refusal(options: &Options) -> Error {
    match Store::open(options).await {
        Ok(_) => panic!("opened {}", options.database),
        Err(error) => error,
    }
}

on_both! {
    async fn opening_twice_changes_nothing(ground: &Ground) {
        let store = ground.open().await;
        let story = published(&store, full_content(), minute(0)).await;
        store.ping().await.unwrap();
        store.close().await;
        let again = ground.open().await;
        assert_eq!(again.reader().story(story.id).await.unwrap().unwrap(), story);
        again.check().await.unwrap();
        again.close().await;
        assert!(again.reader().latest(1).await.is_err(), "closed is closed");
        assert!(again.begin(minute(0)).await.is_err());
    }

    async fn two_programs_can_open_a_new_database_at_once(ground: &Ground) {
        let open = || {
            let options = ground.options.clone();
            tokio::spawn(async move { Store::open(&options).await })
        };
        for opened in [open(), open(), open()] {
            opened.await.unwrap().unwrap().ping().await.unwrap();
        }
    }

    async fn a_database_of_a_newer_program_is_refused(ground: &Ground) {
        ground.open().await.close().await;
        ground.meddle("INSERT INTO migrations (number, name, digest) VALUES (9999, '9999_future', 'x')").await;
        let error = refusal(&ground.options).await.to_string();
        assert!(error.contains("9999_future") && error.contains("newer version"), "{error}");
    }

    async fn a_migration_edited_afterwards_is_refused(ground: &Ground) {
        ground.open().await.close().await;
        ground.meddle("UPDATE migrations SET digest = 'other' WHERE number = 1").await;
        let error = refusal(&ground.options).await.to_string();
        assert!(error.contains("0001_station"), "{error}");
    }

    async fn a_row_edited_by_hand_is_called_damage(ground: &Ground) {
        let store = ground.open().await;
        let story = published(&store, content("One"), minute(0)).await;
        ground.meddle("UPDATE revisions SET content = '{\"headline\":'").await;
        let error = store.reader().story(story.id).await.unwrap_err();
        assert!(matches!(&error, Error::Damaged { .. }), "{error:?}");
        ground.meddle("UPDATE lists SET stories = 7 WHERE kind = 'all'").await;
        let error = store.check().await.unwrap_err().to_string();
        assert_eq!(error, "stored data is damaged: the size of the list all ");
    }

    async fn no_statement_is_in_what_people_read(ground: &Ground) {
        let store = ground.open().await;
        ground.meddle("DROP TABLE pins").await;
        let error = store.reader().front(minute(0)).await.unwrap_err();
        assert_eq!(error.to_string(), "the store could not answer");
        assert!(std::error::Error::source(&error).unwrap().to_string().contains("pins"), "the log has it");
    }
}

#[tokio::test]
async fn what_cannot_be_opened_is_named_with_a_remedy() {
    let ground = Ground::sqlite();
    let with =
        |database: &str, blobs: &str| Options { database: database.into(), blobs: blobs.into(), readers: 1 };
    let file = ground.path().join("a-file");
    std::fs::write(
        &file,
        "this is not a database, but long enough to look at, and then some more of it".repeat(20),
    )
    .unwrap();
    let file = file.display();
    let good = format!("sqlite:{}/good.sqlite", ground.path().display());
    for (options, words) in [
        (
            with("mysql://ana:s3cret@db/x", "file:/tmp"),
            "cannot use the database “mysql://ana@db/x”: write sqlite:/path",
        ),
        (with(&format!("sqlite:{file}"), "file:/tmp"), "a-file"),
        (
            with(&format!("sqlite:{file}/x.sqlite"), "file:/tmp"),
            "a-file/x.sqlite: see that its folder exists",
        ),
        (with(&good, &format!("file:{file}")), "the blob folder"),
        (with(&good, "ftp://ana:s3cret@host/x"), "the blob store “ftp://ana@host/x”"),
        (
            with("postgres://ana:s3cret@127.0.0.1:1/x", "file:/tmp"),
            "cannot use the database postgres://ana@127.0.0.1:1/x: see",
        ),
    ] {
        let error = refusal(&options).await;
        assert!(error.to_string().contains(words), "{error}");
        assert!(!format!("{error} {error:?} {options:?}").contains("s3cret"), "{error:?}");
    }
}
