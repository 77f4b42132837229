//! Frames of radars: what is newest, what grew, what is cleared away with its bytes.

use crate::made::*;
use jiff::{Timestamp, ToSpan as _};
use model::{
    radar::{Frame, FrameId, KeptLook, Layer, Motion, Part, Product, RadarId},
    source::Health,
    stale::Stale,
};
use store::Tx;

fn kmax() -> RadarId {
    RadarId::parse("KMAX").unwrap()
}

fn frame(began: Timestamp, revision: u32, packs: &[&str]) -> Frame {
    let layer = |(pack, product): (&&str, Product)| Layer {
        product,
        tilt_deg: 0.5,
        pack: (*pack).to_owned(),
        bytes: 100,
        dealiased: product == Product::Velocity,
    };
    Frame {
        radar: kmax(),
        id: FrameId::new(began, revision),
        at: began + 40.seconds(),
        complete: revision > 1,
        cleaned: true,
        maintenance: false,
        vcp: Some(212),
        said: "Light echoes over Jackson County.".into(),
        heights: vec!["The beam is 16,000 feet above Lakeview.".into()],
        reach_m: 458_123.5,
        layers: packs.iter().zip(Product::ALL).map(layer).collect(),
        missing: 0.25,
        drawn_at: began + 41.seconds(),
        parts: Vec::new(),
    }
}

async fn unused(tx: &Tx) -> Vec<String> {
    let mut unused = tx.unused_radar_packs(&kmax()).await.unwrap();
    unused.sort();
    unused
}

on_both! {
    async fn a_frame_that_grew_is_shown_once_and_keeps_its_address_for_a_while(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(1)).await.unwrap();
        for frame in [frame(minute(0), 1, &["a"]), frame(minute(0), 2, &["b", "c"]), frame(minute(-5), 3, &["d"])] {
            tx.save_radar_frame(&frame).await.unwrap();
        }
        let shown = tx.radar_frames(&kmax(), 12).await.unwrap();
        assert_eq!(shown, [frame(minute(-5), 3, &["d"]), frame(minute(0), 2, &["b", "c"])]);
        assert_eq!(tx.radar_frames(&kmax(), 1).await.unwrap(), [frame(minute(0), 2, &["b", "c"])]);
        let before = FrameId::new(minute(0), 1);
        assert_eq!(tx.radar_frame(&kmax(), before).await.unwrap(), Some(frame(minute(0), 1, &["a"])));
        assert_eq!(tx.radar_frame(&kmax(), before.grown().grown()).await.unwrap(), None);
        for fraction in [0, 50, 999] {
            let look = tx.radar_look(&kmax(), minute(0) + fraction.milliseconds()).await.unwrap();
            assert_eq!(look.unwrap().id.revision(), 2, "a radar counts in milliseconds, a name in seconds");
        }
        assert_eq!(tx.radar_frames(&RadarId::parse("KRTX").unwrap(), 12).await.unwrap(), []);
        assert_eq!(tx.radar_bytes(&kmax()).await.unwrap(), 400);
        tx.commit(Stale::nothing()).await.unwrap();
    }

    async fn a_mosaic_remembers_of_each_radar_what_it_brought(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(1)).await.unwrap();
        let part = |radar: &str, at| Part {
            radar: RadarId::parse(radar).unwrap(),
            at,
            drawn: at.is_some(),
            tilt_deg: 0.5,
            reach_m: 460_000.0,
        };
        let mosaic = Frame {
            radar: RadarId::parse("MOSAIC").unwrap(),
            parts: vec![part("KMAX", Some(minute(0) + 17.milliseconds())), part("KRTX", None)],
            ..frame(minute(0), 1, &["m"])
        };
        tx.save_radar_frame(&mosaic).await.unwrap();
        assert_eq!(tx.radar_frames(&mosaic.radar, 12).await.unwrap(), [mosaic]);
        assert_eq!(tx.radar_frames(&kmax(), 12).await.unwrap(), []);
        tx.commit(Stale::nothing()).await.unwrap();
    }

    async fn bytes_are_forgotten_when_the_last_frame_that_uses_them_is(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(1)).await.unwrap();
        for frame in [
            frame(minute(-60), 1, &["old"]),
            frame(minute(0), 1, &["partial", "kept"]),
            frame(minute(0), 2, &["whole", "kept"]),
        ] {
            tx.save_radar_frame(&frame).await.unwrap();
        }
        assert_eq!(unused(&tx).await, Vec::<String>::new());
        // Nothing ended that long ago, and only one began so long ago.
        assert_eq!(tx.delete_radar_frames(&kmax(), minute(1), minute(-30)).await.unwrap(), 1);
        assert_eq!(unused(&tx).await, ["old"]);
        assert_eq!(tx.delete_radar_frames(&kmax(), minute(2), minute(-30)).await.unwrap(), 1);
        assert_eq!(unused(&tx).await, ["old", "partial"]);
        tx.forget_radar_packs(&["old".into(), "partial".into()]).await.unwrap();
        assert_eq!(unused(&tx).await, Vec::<String>::new());
        assert_eq!(tx.radar_bytes(&kmax()).await.unwrap(), 200);
        assert_eq!(tx.radar_frames(&kmax(), 12).await.unwrap(), [frame(minute(0), 2, &["whole", "kept"])]);
        tx.commit(Stale::nothing()).await.unwrap();
    }

    async fn of_a_radar_that_is_forgotten_only_its_bytes_are_left_to_remove(ground: &Ground) {
        let store = ground.open().await;
        let tx = store.begin(minute(1)).await.unwrap();
        let krtx = RadarId::parse("KRTX").unwrap();
        let other = Frame { radar: krtx.clone(), ..frame(minute(-9), 1, &["other"]) };
        for frame in [frame(minute(-60), 1, &["old"]), frame(minute(0), 1, &["new"]), other] {
            tx.save_radar_frame(&frame).await.unwrap();
        }
        tx.save_health(&kmax().source(), &Health { failures: 3, ..Health::default() }).await.unwrap();
        let look = |at, colours: &[u8]| KeptLook {
            radar: kmax(),
            at,
            cleaned: true,
            maintenance: false,
            motion: None,
            colours: colours.to_vec(),
        };
        let motion = Motion { towards_deg: 52.0, speed_mps: 13.1, agreement: 0.85 };
        let moving = KeptLook { motion: Some(motion), ..look(minute(-60), b"first") };
        for look in [moving, look(minute(0), b"\0second")] {
            tx.save_kept_look(&look).await.unwrap();
            assert_eq!(tx.kept_look(&kmax()).await.unwrap(), Some(look));
        }
        assert_eq!(tx.kept_look(&krtx).await.unwrap(), None);
        let both = [(kmax(), Some(minute(0))), (krtx.clone(), Some(minute(-9)))];
        assert_eq!(tx.radars_kept().await.unwrap(), both);
        tx.forget_radar(&kmax()).await.unwrap();
        assert_eq!(tx.radar_frames(&kmax(), 9).await.unwrap(), []);
        assert_eq!(tx.kept_look(&kmax()).await.unwrap(), None);
        assert_eq!(tx.source_health(&kmax().source()).await.unwrap(), Health::default());
        assert_eq!(unused(&tx).await, ["new", "old"]);
        // Until they are removed it is told again.
        assert_eq!(tx.radars_kept().await.unwrap(), [(kmax(), None), (krtx.clone(), Some(minute(-9)))]);
        tx.forget_radar_packs(&unused(&tx).await).await.unwrap();
        assert_eq!(tx.radars_kept().await.unwrap(), [(krtx.clone(), Some(minute(-9)))]);
        assert_eq!(tx.radar_frames(&krtx, 9).await.unwrap().len(), 1);
        tx.commit(Stale::nothing()).await.unwrap();
    }
}
