//! The recorded page whose cells ran together, when `BELLWETHER_SAMPLES` names its folder.

use std::fs;

use feeds::table::together::{
    Block, Budget, Count, Known, Sorting, Source, Unravelled, Unsolved, blocks, unravel,
};

use crate::recorded_tables::samples;

fn page() -> Option<Vec<Block>> {
    let text = fs::read_to_string(samples()?.join("reference-page/modules.txt")).unwrap();
    Some(blocks(&text, &[]))
}

fn told(block: &Block, known: &Known) -> Unravelled {
    let told = unravel(block, known, &Budget::default());
    let fitting = told.outcome.as_ref().map(|solution| solution.fitting.to_string());
    println!(
        "{:?}: {} rows, {} by {:?}, totals {:?}, order {:?} (found: {}), {fitting:?} fit, {:?} without the order",
        block.title,
        block.rows.len(),
        told.measures.join("/"),
        told.row_name,
        told.totals,
        told.order,
        told.order_found,
        told.fitting_without_order
    );
    told
}

fn sum(told: &Unravelled, measure: usize) -> i64 {
    told.outcome.as_ref().unwrap().rows.iter().map(|row| row.figures[measure]).sum()
}

#[test]
fn both_tables_of_the_page_have_one_reading() {
    let Some(page) = page() else { return };
    assert_eq!(page.len(), 2);
    for (block, title, rows, totals) in [
        (&page[0], "Oregon Coronavirus Cases", 37, [155_597, 2_208]),
        (&page[1], "California Coronavirus Cases", 59, [3_566_914, 52_158]),
    ] {
        let told = told(block, &Known::default());
        assert_eq!(block.title.as_deref(), Some(title));
        assert_eq!((told.row_name.as_str(), told.measures.join(" ")), ("County", "Cases Deaths".to_owned()));
        assert_eq!(told.totals, Some((Source::Printed(block.printed[0].line), totals.map(Some).to_vec())));
        let solution = told.outcome.as_ref().unwrap();
        assert_eq!((solution.rows.len(), solution.fitting), (rows, Count::Exactly(1)));
        assert!(solution.rows.iter().all(|row| row.sure && row.others.is_empty()));
        assert_eq!([sum(&told, 0), sum(&told, 1)], totals);
    }
}

#[test]
fn the_totals_alone_leave_one_reading_and_the_order_alone_leaves_several() {
    let Some(page) = page() else { return };
    for (block, by_order, by_neither) in
        [(&page[0], 154, 7_739_670_528), (&page[1], 2_290, 5_175_575_989_804_091_414_937_600)]
    {
        let by_totals = told(block, &Known { sorting: Sorting::Unsorted, ..Known::default() });
        assert_eq!(by_totals.outcome.unwrap().fitting, Count::Exactly(1));
        let bare = Block { printed: Vec::new(), ..block.clone() };
        let without_totals = told(&bare, &Known::default());
        let solution = without_totals.outcome.as_ref().unwrap();
        assert_eq!((without_totals.totals, solution.fitting), (None, Count::Exactly(by_order)));
        assert_eq!(without_totals.fitting_without_order, Some(Count::Exactly(by_neither)));
        assert!(solution.rows.iter().any(|row| !row.sure && !row.others.is_empty()));
        assert!(solution.rows.iter().all(|row| row.sure == row.others.is_empty()));
    }
}

#[test]
fn a_wrong_total_is_named_with_what_would_fit() {
    let Some(page) = page() else { return };
    let known = Known { totals: vec![Some(155_579), Some(2_208)], ..Known::default() };
    let Err(Unsolved::Nothing(reason)) = told(&page[0], &known).outcome else { panic!("nothing can fit") };
    println!("{reason:?}");
    assert!(reason.what.contains("no combination of cuts adds up to Cases 155579 and Deaths 2208"));
    let adds_up =
        "Without the total of Cases, one reading fits, and it adds up to Cases 155597 and Deaths 2208.";
    assert!(reason.otherwise.iter().any(|sentence| sentence == adds_up));
}
