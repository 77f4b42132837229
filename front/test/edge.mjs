// A second station, for what the demonstration does not show: a station on its first day, an empty section, more than one page of
// stories, words that are too long, figures that never came and figures that are held.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./asking.mjs";
import { MOMENT, Station, freePort, runProgram } from "./station.mjs";

const SETTINGS = `
[station]
name = "Harbor Light"
tagline = "A station on its first day"
city = "Brookings, Oregon"
timezone = "America/Los_Angeles"

[front]
modules = ["table:held", "table:none"]

[[section]]
slug = "local"
name = "Local"
description = "Everything that happened."

[[section]]
slug = "arts"
name = "Arts"
description = "Nothing has happened yet."

[[place]]
slug = "brookings-or"
name = "Brookings"
state = "Oregon"

[table.held]
title = "Figures that are held"
counties = "OR"
aliases = { Unassigned = "unassigned" }
total_row = "Total"
max_age_hours = 36
credit = "A source for tests"
source = { name = "Figures that are held", url = "replay:data/held", schedule = "15 1 * * *" }
measure = [{ column = "cases", label = "Cases", cumulative = true }, { column = "deaths", label = "Deaths", cumulative = true }]
display = { map = "cases", chart = "cases" }

[table.none]
title = "Figures that never came"
counties = "CA"
total_row = "Total"
max_age_hours = 36
credit = "A source for tests"
source = { name = "Figures that never came", url = "replay:data/none", schedule = "15 1 * * *" }
measure = [{ column = "cases", label = "Cases", cumulative = true }]
`;

const LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoogoch";
/** The same evening, when the stories are brought in. */
const LATER = "2021-03-01T18:30:00-08:00";
/** The morning on which the source delivers the broken file. */
const NEXT_MORNING = "2021-03-02T06:00:00-08:00";

/** The station on its first day: settings and nothing else. */
export async function startEmpty(program, folder, demonstration) {
  const home = join(folder, "edge");
  mkdirSync(join(home, "data/none"), { recursive: true });
  cpSync(join(demonstration, "data/or-covid-broken"), join(home, "data/held"), { recursive: true });
  writeFileSync(join(home, "station.toml"), SETTINGS);
  return serve(program, home, MOMENT);
}

/** The next morning: forty stories, and a delivery that the gate held. */
export async function startFull(program, folder) {
  const home = join(folder, "edge");
  writeStories(join(home, "content"));
  runProgram(program, ["import", "--home", home, "--data", join(home, "kept"), "--at", LATER, join(home, "content")]);
  const station = await serve(program, home, NEXT_MORNING);
  // The run that was missed at night is made up right after the start.
  for (let tries = 0; tries < 120; tries += 1) {
    if ((await ask(`${station.origin}/data/held`)).body.includes("being checked")) break;
    await new Promise((wake) => setTimeout(wake, 250));
  }
  return station;
}

async function serve(program, home, moment) {
  const listen = `127.0.0.1:${await freePort()}`;
  return Station.start(program, ["serve", "--home", home, "--data", join(home, "kept"), "--listen", listen, "--at", moment]);
}

function writeStories(content) {
  mkdirSync(join(content, "stories"), { recursive: true });
  writeFileSync(join(content, "authors.toml"), '[[author]]\nslug = "edda-torres"\nname = "Edda Torres"\n');
  for (let number = 1; number <= 45; number += 1) {
    const hard = number === 45;
    const day = String(1 + (number % 28)).padStart(2, "0");
    const headline = hard ? `${LONG} and a headline that goes on for longer than any editor should allow, ${LONG}` : `Story ${number} of forty-five`;
    const body = hard
      ? `${LONG}${LONG}\n\n[${LONG}](https://harbor.example/${LONG}/${LONG})\n\n- ${LONG}${LONG}\n\n> ${LONG}${LONG}\n\n## ${LONG}\n\nمرحبا بالعالم 🎉 <b>not a tag</b> & ampersands`.replace("<b>not a tag</b>", "less < more")
      : `What happened on the harbor, number ${number}.`;
    writeFileSync(
      join(content, "stories", `story-${number}.md`),
      `+++\nheadline = ${JSON.stringify(headline)}\ndek = ${JSON.stringify(hard ? LONG.repeat(3) : "A short dek.")}\nslug = "story-${number}"\nsection = "local"\nkind = "news"\nlanguage = "en"\nauthors = ["edda-torres"]\ntags = ["harbor"]\nplaces = ["brookings-or"]\nfirst_published = 2021-02-${hard ? "28" : day}T${hard ? "23" : "12"}:00:00-08:00\n+++\n${body}\n`,
    );
  }
}

const shared = { status: 200, also: [], public: true };

/** Pages of the first day. */
export const EMPTY_PAGES = [
  { name: "edge-front-empty", path: "/", words: "Nothing has been published here yet", budget: "front" },
  { name: "edge-lite-empty", path: "/lite", words: "Harbor Light", budget: "lite" },
  { name: "edge-section-empty", path: "/section/arts", words: "Arts" },
  { name: "edge-place-empty", path: "/place/brookings-or", words: "Brookings" },
  { name: "edge-archive-empty", path: "/archive", words: "Archive" },
  { name: "edge-data", path: "/data", words: "Figures that never came" },
  { name: "edge-table-missing", path: "/data/none", words: "Figures that never came", also: [/no figures/i] },
  { name: "edge-row-missing", path: "/data/none/kern-ca", words: "Kern County", also: [/no figures/i] },
].map((page) => ({ ...shared, ...page }));

/** Pages of the next morning. */
export const FULL_PAGES = [
  { name: "edge-front", path: "/", words: LONG, also: [/being checked/], budget: "front" },
  { name: "edge-section-page-2", path: "/section/local?page=2", words: "Local", also: [/Page 2/] },
  { name: "edge-tag", path: "/tag/harbor", words: "harbor", also: [/Older/] },
  { name: "edge-story-long-words", path: "/story/2021/02/story-45", words: "headline that goes on" },
  { name: "edge-lite-long-words", path: "/lite/story/2021/02/story-45", words: "headline that goes on", budget: "lite" },
  { name: "edge-row-held", path: "/data/held/jackson-or", words: "Jackson County", also: [/did not add up/, /held back/] },
  { name: "edge-revisions-held", path: "/data/held/revisions", words: "held back", also: [/did not add up; it was not shown/] },
  { name: "edge-embed-held", path: "/embed/data/held", words: "Figures that are held", also: [/did not add up/] },
  { name: "edge-table-held", path: "/data/held", words: "Figures that are held", also: [/being checked/, /155,597/], sums: ["155,597", "2,208", 37] },
].map((page) => ({ ...shared, ...page }));
