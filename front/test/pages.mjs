// Every type of public page of the demonstration, with the words that must stand on it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The headline of a story of the demonstration, from its source. */
function headlineOf(home, slug) {
  const folder = join(home, "content/stories");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".md"))) {
    const source = readFileSync(join(folder, file), "utf8");
    if (!source.includes(`\nslug = "${slug}"`)) continue;
    const [, headline] = /^headline = "(.*)"$/m.exec(source) ?? [];
    const [, year, month] = /^first_published = (\d{4})-(\d\d)/m.exec(source) ?? [];
    if (headline && year) return { words: headline.replaceAll('\\"', '"'), path: `/story/${year}/${month}/${slug}` };
  }
  throw new Error(`the demonstration has no story ${slug}: choose another one in front/test/pages.mjs`);
}

/** The title of a table, from the demonstration's settings. */
function titleOf(home, slug) {
  const settings = readFileSync(join(home, "station.toml"), "utf8");
  const [, title] = new RegExp(`^\\[table\\.${slug}\\]\ntitle = "(.*)"$`, "m").exec(settings) ?? [];
  if (!title) throw new Error(`the demonstration has no table ${slug}: choose another one in front/test/pages.mjs`);
  return title;
}

/** One story of each sort: its name here, its slug, and what else must be said on the page. */
const STORIES = [
  ["story-news", "talent-phoenix-pipes-before-houses", [/By June Takeda-Lowe/, /Published March 1, 2021/]],
  ["story-opinion", "opinion-paint-the-zone-numbers", [/Opinion/]],
  ["story-analysis", "analysis-what-a-drought-declaration-buys", [/Analysis/]],
  ["story-sponsored", "sponsored-ember-season-starts-in-your-gutter", [/Sponsored|Paid/, /Lower Table Gutter/]],
  ["story-syndicated", "opinion-my-well-went-dry", [/High Desert News Service/, /first appeared/]],
  ["story-spanish", "vacuna-citas-en-espanol-expo", [/Tomás Arriaga/]],
  ["story-corrected", "grants-pass-depot-market-opening", [/Correction/, /It opens on March 20/]],
  ["story-with-table", "how-to-read-the-county-tables", [/155,597/, /Next update/]],
];

/** All of them. `budget` names the limit of a page's size, `w3m` a committed text. */
export function publicPages(home) {
  const stories = STORIES.map(([name, slug, also]) => ({ name, ...headlineOf(home, slug), also, budget: "story" }));
  const [news, , , , , , , withTable] = stories;
  news.w3m = true;
  const [oregon, california] = [titleOf(home, "or-covid"), titleOf(home, "ca-covid")];
  return [
    { name: "front", path: "/", words: "Rogue Valley Signal", also: [/Very mild start to March/, /155,597/], budget: "front", w3m: true },
    { name: "lite", path: "/lite", words: "Rogue Valley Signal", also: [/Very mild start to March/], budget: "lite" },
    ...stories,
    { name: "lite-story", path: `/lite${news.path}`, words: news.words, budget: "lite" },
    { name: "lite-story-with-table", path: `/lite${withTable.path}`, words: withTable.words, also: [/155,597/], budget: "lite" },
    { name: "section", path: "/section/local", words: "Local" },
    { name: "section-opinion", path: "/section/opinion", words: "Opinion", also: [/not of the newsroom/] },
    { name: "author", path: "/author/june-takeda-lowe", words: "June Takeda-Lowe" },
    { name: "tag", path: "/tag/drought", words: "drought" },
    { name: "place", path: "/place/medford-or", words: "Medford" },
    { name: "place-quiet", path: "/place/crater-lake-or", words: "Crater Lake" },
    { name: "archive", path: "/archive", words: "Archive", also: [/March 2021|March/] },
    { name: "archive-month", path: "/archive/2021/03", words: "March 2021" },
    { name: "data", path: "/data", words: oregon, also: [/Data/, /155,597/] },
    { name: "table-oregon", path: "/data/or-covid", words: oregon, also: [/Next update/, /Cases per 100,000, by county/], sums: ["155,597", "2,208", 37], budget: "front", w3m: true },
    { name: "table-california", path: "/data/ca-covid", words: california, sums: ["3,566,914", "52,158", 59], budget: "front" },
    { name: "table-sorted", path: "/data/or-covid?sort=name", words: oregon, also: [/by name/], sums: ["155,597", "2,208", 37], budget: "front" },
    { name: "table-found", path: "/data/or-covid?find=jack", words: oregon, also: [/1 of 37 rows/, /8,395/] },
    { name: "table-past", path: "/data/or-covid?as-of=2021-02-20", words: oregon, also: [/as they were published for February 20, 2021/], budget: "front" },
    { name: "table-row", path: "/data/or-covid/jackson-or", words: "Jackson County", also: [/8,395/, /of the total/, /Next update/], w3m: true },
    { name: "table-revisions", path: "/data/or-covid/revisions", words: "What was revised" },
    { name: "embed", path: "/embed/data/or-covid", words: oregon, also: [/155,597/, /Next update/, /Kept up to date by/], budget: "lite" },
    { name: "table-no-such-day", path: "/data/or-covid?as-of=1999-01-01", words: "404", also: [/no figures for January 1, 1999/], status: 404 },
    { name: "alerts", path: "/alerts", words: "Alerts", also: [/No alerts and no notices are in effect/, /Last answer/] },
    { name: "lite-alerts", path: "/lite/alerts", words: "Alerts", also: [/No alerts and no notices are in effect/], budget: "lite" },
    { name: "embed-alerts", path: "/embed/alerts", words: "Alerts", also: [/Kept up to date by/], budget: "lite" },
    { name: "weather", path: "/weather", words: "Weather", also: [/Grants Pass/, /Partly cloudy/, /High 65°F, low 30°F/, /Observed 5:53 p\.m\. PST/] },
    { name: "weather-town", path: "/weather/medford", words: "Weather in Medford", also: [/49°F Clear/, /High 63°F, low 30°F/, /Sunrise/, /Hour by hour/], w3m: true },
    { name: "weather-metric", path: "/weather/medford?units=metric", words: "Weather in Medford", also: [/9°C Clear/, /High 17°C, low -1°C/] },
    { name: "lite-weather", path: "/lite/weather/medford", words: "Weather in Medford", also: [/49°F Clear/], budget: "lite" },
    { name: "embed-weather", path: "/embed/weather/medford", words: "Weather in Medford", also: [/49°F/, /Kept up to date by/], budget: "lite" },
    { name: "radar", path: "/radar", words: "Radar: Medford", also: [/The last pictures/, /Measured by/, /About this picture/], island: "radar" },
    { name: "lite-radar", path: "/lite/radar", words: "Radar", also: [/Measured by/], budget: "lite" },
    { name: "embed-radar", path: "/embed/radar", words: "Radar: Medford", also: [/Kept up to date by/] },
    { name: "page-about", path: "/page/about", words: "About this station" },
    { name: "page-accessibility", path: "/page/accessibility", words: "Accessibility" },
    { name: "not-found", path: "/story/2021/03/no-such-story", words: "404", status: 404 },
  ].map((page) => ({ status: 200, also: [], public: true, ...page }));
}
