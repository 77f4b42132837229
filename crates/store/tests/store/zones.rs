//! Where zones are: kept once, on the right map, and a zone without a shape is remembered as one.

use crate::made::*;
use model::{
    alert::{Zone, ZoneKind, ZoneShape},
    stale::Stale,
};

fn zone(code: &str, kind: ZoneKind) -> Zone {
    Zone { code: code.into(), kind }
}

fn shape(code: &str, kind: ZoneKind, packed: &[u8]) -> ZoneShape {
    ZoneShape { zone: zone(code, kind), name: "Klamath Basin".into(), packed: packed.to_vec() }
}

on_both! {
    async fn a_shape_is_that_of_its_own_map(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(1)).await.unwrap();
        let wanted = [zone("ORZ624", ZoneKind::Fire), zone("ORZ624", ZoneKind::Forecast), zone("ORC035", ZoneKind::County)];
        let wanted = wanted.into();
        assert_eq!(tx.zone_shapes(&wanted).await.unwrap(), []);
        assert_eq!(tx.zone_shapes_mark().await.unwrap(), (0, None));
        tx.save_zone_shape(&shape("ORZ624", ZoneKind::Fire, &[0, 255, 1])).await.unwrap();
        tx.save_zone_shape(&shape("ORZ624", ZoneKind::Forecast, &[])).await.unwrap();
        tx.commit(Stale::nothing()).await.unwrap();
        let reader = store.reader();
        assert_eq!(reader.zone_shapes(&wanted).await.unwrap(), [shape("ORZ624", ZoneKind::Fire, &[0, 255, 1])]);
        let asked = reader.zones_asked().await.unwrap();
        assert_eq!(asked, [zone("ORZ624", ZoneKind::Fire), zone("ORZ624", ZoneKind::Forecast)].into(), "also the one without");
        // Fetched anew, it takes the place of the old one.
        let tx = store.begin(minute(2)).await.unwrap();
        tx.save_zone_shape(&shape("ORZ624", ZoneKind::Fire, &[7])).await.unwrap();
        assert_eq!(tx.zone_shapes(&wanted).await.unwrap(), [shape("ORZ624", ZoneKind::Fire, &[7])]);
        assert_eq!(tx.zone_shapes_mark().await.unwrap(), (2, Some(minute(2))), "one that is fetched anew is told, too");
    }
}
