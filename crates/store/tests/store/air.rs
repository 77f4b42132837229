//! The air of towns: the newest that was accepted, whole, and each town by itself.

use crate::made::*;
use model::{
    air::{Air, Category, Figure, Pollutant},
    stale::Stale,
    town::Position,
};

fn air(minutes: i64, index: u32) -> Air {
    let worst = Figure {
        pollutant: Pollutant::Fine,
        index: Some(index),
        category: Category::of(index),
        at: minute(minutes),
        area: "Medford".into(),
        position: Position::new(42.3266, -122.8755),
        agency: "Oregon DEQ".into(),
    };
    let ozone = Figure {
        pollutant: Pollutant::Ozone,
        index: Some(0),
        category: Category::Good,
        position: None,
        ..worst.clone()
    };
    let coarse = Figure {
        pollutant: Pollutant::Coarse,
        index: None,
        at: minute(minutes - 60),
        agency: String::new(),
        ..worst.clone()
    };
    Air { at: minute(minutes), worst, others: vec![coarse, ozone] }
}

on_both! {
    async fn the_newest_air_of_each_town_is_kept_whole(ground: &Ground) {
        let store = ground.open().await;
        let (medford, other) = (slug("medford"), slug("klamath-falls"));
        let tx = store.begin(minute(3)).await.unwrap();
        assert_eq!(tx.air(&medford).await.unwrap(), None);
        tx.save_air(&medford, &air(0, 112)).await.unwrap();
        tx.save_air(&other, &air(0, 20)).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        let tx = store.begin(minute(63)).await.unwrap();
        tx.save_air(&medford, &air(60, 74)).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        let (reader, later) = (store.reader(), minute(63));
        let kept = reader.air(&medford).await.unwrap().unwrap();
        assert_eq!((kept.value, kept.at), (air(60, 74), later));
        assert_eq!(reader.air(&other).await.unwrap().unwrap().value, air(0, 20), "no figure stays no figure, and 0 stays 0");
    }

    async fn that_nobody_measures_is_kept_until_somebody_does(ground: &Ground) {
        let store = ground.open().await;
        let (medford, other, reader) = (slug("medford"), slug("klamath-falls"), store.reader());
        assert_eq!(reader.air_unmeasured(&medford).await.unwrap(), None);
        for at in [0, 60] {
            let tx = store.begin(minute(at)).await.unwrap();
            tx.save_air_unmeasured(&medford).await.unwrap();
            tx.save_air_unmeasured(&other).await.unwrap();
            tx.commit(Stale::nothing()).await.unwrap();
            assert_eq!(reader.air_unmeasured(&medford).await.unwrap(), Some(minute(at)));
        }
        let tx = store.begin(minute(90)).await.unwrap();
        tx.save_air(&medford, &air(60, 74)).await.unwrap();
        tx.delete_air_unmeasured(&medford).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        assert_eq!(reader.air_unmeasured(&medford).await.unwrap(), None, "somebody does");
        assert_eq!(reader.air_unmeasured(&other).await.unwrap(), Some(minute(60)));
        let tx = store.begin(minute(120)).await.unwrap();
        tx.save_air_unmeasured(&medford).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        assert_eq!(reader.air(&medford).await.unwrap().unwrap().value, air(60, 74), "the last figures stay");
    }
}
