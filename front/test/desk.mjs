// An editor at work in a browser: from the one-time link to a published, corrected, moved and withdrawn story. Every screen on the
// way is looked at.
import { ask } from "./asking.mjs";
import { focused, judgeStops } from "./conduct.mjs";

const GROUP = "newsroom";
const EMAIL = "editor@signal.example";
const PASSWORD = "four loud harbor bells";
const HEADLINE = "Harbor bells ring again after a winter of silence";
const BODY = `The bells rang at noon on Monday, and people on the pier put down what they were holding.

## What comes next

- A second bell is being cast.
- It hangs in June.

{{module table:or-covid}}

[Earlier stories](/section/local) tell how the first one cracked.`;

/** One editor and the screens that this person sees. */
export class Editor {
  constructor(tally, origin, page, notes, looker) {
    Object.assign(this, { tally, origin, page, notes, looker });
  }

  check(good, where, fault, remedy = "See crates/web/src/desk.") {
    return this.tally.check(GROUP, good, where, fault, remedy);
  }

  /** Looks at the screen that is open. */
  async look(name, more = {}) {
    await this.looker.look(this.page, this.notes, { name: `desk-${name}`, status: 200, ...more });
    await this.page.setViewportSize({ width: 1280, height: 900 });
  }

  /** Opens a screen and looks at it. */
  async visit(name, path, more = {}) {
    await this.page.goto(this.origin + path);
    await this.look(name, more);
  }

  /** Presses a button and waits for the page that it leads to. */
  async press(selector) {
    await Promise.all([this.page.waitForEvent("load"), this.page.locator(selector).first().click()]);
  }

  said(word) {
    const found = new URL(this.page.url()).searchParams.get("said");
    this.check(found === word, `after ${word}`, `the desk said “${found ?? "nothing"}” at ${this.page.url()}`);
  }

  async makesTheAccount(link) {
    await this.page.goto(link);
    await this.look("setup");
    await this.page.fill('[name="name"]', "Edda Torres");
    await this.page.fill('[name="email"]', EMAIL);
    await this.page.fill('[name="password"]', PASSWORD);
    await this.page.fill('[name="again"]', `${PASSWORD}!`);
    await this.press("form button.main");
    await this.look("setup-refused", { status: 422 });
    await this.page.fill('[name="password"]', PASSWORD);
    await this.page.fill('[name="again"]', PASSWORD);
    await this.press("form button.main");
    this.check(new URL(this.page.url()).pathname === "/desk", "setup", `leads to ${this.page.url()}`);
    await this.visit("setup-used", new URL(link).pathname, { status: 404 });
  }

  /** Out, and in again without touching the mouse. */
  async signsInByKeyboard() {
    await this.page.goto(`${this.origin}/desk`);
    await this.press("form.who button");
    this.said("signed-out");
    await this.page.goto(`${this.origin}/desk/pictures`);
    this.check(this.page.url().includes("/desk/sign-in?back="), "sign-in", `a stranger at /desk/pictures is led to ${this.page.url()}`);
    await this.look("sign-in");
    await this.tabsTo("email");
    await this.page.keyboard.type(EMAIL);
    await this.tabsTo("password");
    await this.page.keyboard.type("not the password");
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press("Enter")]);
    await this.look("sign-in-refused", { status: 422 });
    await this.tabsTo("password");
    await this.page.keyboard.type(PASSWORD);
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press("Enter")]);
    this.check(new URL(this.page.url()).pathname === "/desk/pictures", "sign-in", `leads to ${this.page.url()}, not to what was asked for`);
  }

  /** Presses Tab until a field of this name has the focus. */
  async tabsTo(name) {
    for (let stops = 0; stops < 60; stops += 1) {
      if ((await focused(this.page)).name === name) return;
      await this.page.keyboard.press("Tab");
    }
    this.tally.check("keyboard", false, this.page.url(), `the field ${name} cannot be reached with Tab`, "See the order of its form.");
  }

  /** A picture of our own making, so that the library has never seen it. */
  async uploadsAPicture() {
    await this.page.goto(`${this.origin}/`);
    await this.page.setViewportSize({ width: 1600, height: 1000 });
    const buffer = await this.page.screenshot({ type: "jpeg", quality: 80 });
    await this.visit("pictures", "/desk/pictures");
    await this.page.setInputFiles('[name="picture"]', { name: "harbor-bells.jpg", mimeType: "image/jpeg", buffer });
    await this.page.fill('[name="alt"]', "Two bronze bells over a gray harbor.");
    await this.page.fill('[name="caption"]', "The bells on Monday.");
    await this.page.fill('[name="credit"]', "Edda Torres");
    const upload = this.page.locator("form.upload button.main");
    await Promise.all([this.page.waitForURL(/\/desk\/pictures\/\d+\?said=uploaded/, { timeout: 30_000 }), upload.click()]);
    this.picture = new URL(this.page.url()).pathname;
    await this.waitsForItsSizes();
    await this.visit("picture", this.picture);
    await this.page.fill('[name="focal-x"]', "40");
    await this.press("main form button.main, main form button");
    this.said("described");
    await this.visit("picture-refused", "/desk/pictures");
    await this.page.setInputFiles('[name="picture"]', { name: "letter.jpg", mimeType: "image/jpeg", buffer: Buffer.from("dear reader") });
    await Promise.all([this.page.waitForEvent("load"), upload.click()]);
    await this.look("picture-not-one", { status: 422 });
  }

  /** The screen asks for itself again every two seconds until the sizes are there; so does this, beside it. */
  async waitsForItsSizes() {
    for (let tries = 0; tries < 240; tries += 1) {
      const answer = await this.page.request.get(this.origin + this.picture);
      if (!answer.headers().refresh && (await answer.text()).includes("<img")) return;
      await new Promise((wake) => setTimeout(wake, 250));
    }
    this.check(false, "picture", "its sizes were not made within a minute", "See the job make-renditions on the health board.");
  }

  /** Begins a story, is told what it lacks, and saves it with the keyboard. */
  async writesAStory() {
    await this.visit("story-new", "/desk/stories/new");
    await this.press('button[value="publish"]');
    await this.look("story-refused", { status: 422 });
    await this.page.goto(`${this.origin}/desk/stories/new`);
    await this.tabsTo("headline");
    await this.page.keyboard.type(HEADLINE);
    await this.tabsTo("dek");
    await this.page.keyboard.type("A town by the sea has its noon back.");
    await this.tabsTo("body");
    await this.page.keyboard.insertText(BODY);
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press("Control+s")]);
    const saved = /\/desk\/stories\/\d+\?said=created/.test(this.page.url());
    this.tally.check("keyboard", saved, "desk-story-new", `Ctrl+S leads to ${this.page.url()}`, "See front/ts/desk.ts.");
    this.story = new URL(this.page.url()).pathname;
    await judgeStops((good, name, fault) => this.tally.check("keyboard", good, name, fault, "See front/css/desk.css."), this.page, "desk-story", 60);
    await this.page.selectOption('[name="section"]', "local");
    await this.page.locator('[name="author"]').first().check();
    await this.page.locator('[name="place"]').first().check();
    await this.page.fill('[name="tags"]', "bells, harbor");
    const options = await this.page.locator('[name="lead"] option').evaluateAll((all) => all.map(({ value, text }) => ({ value, text })));
    await this.page.selectOption('[name="lead"]', options.find(({ text }) => text.includes("harbor-bells"))?.value ?? options[1].value);
    await this.press('button[value="save"]');
    this.said("saved");
    await this.look("story");
    await this.press('.links a[href$="/preview"]');
    this.check(/\/desk\/preview\/\S+/.test(this.page.url()), "preview", `leads to ${this.page.url()}`);
    await this.look("preview");
  }

  /** Publishes, reads the receipt, and asks for the story as a reader at once. */
  async publishes() {
    await this.page.goto(this.origin + this.story);
    await this.press('button[value="publish"]');
    this.check(/\/receipts\/\d+$/.test(this.page.url()), "publish", `leads to ${this.page.url()}`);
    await this.look("receipt");
    this.check((await this.page.locator(".verdict.good").count()) === 1, "receipt", "does not say that everything agrees");
    const lines = await this.page.locator("tbody tr").allInnerTexts();
    this.check(lines.length >= 6 && lines.every((line) => /\bms\b/.test(line)), "receipt", `lists ${lines.length} addresses, or not how long each took`);
    const front = (await ask(`${this.origin}/`)).body.toString();
    this.check(front.includes(HEADLINE), "front", "does not show the story that was just published", "Published means visible: see Stale and the page cache.");
    this.public = await this.page.locator('a.button.main').getAttribute("href");
  }

  /** Two people save the same story; the second is shown both versions. */
  async losesNothingToAColleague(context) {
    await this.page.goto(this.origin + this.story);
    const colleague = await context.newPage();
    await colleague.goto(this.origin + this.story);
    await colleague.fill('[name="dek"]', "A colleague wrote this dek.");
    await Promise.all([colleague.waitForEvent("load"), colleague.locator('button[value="save"]').click()]);
    await colleague.close();
    await this.page.fill('[name="dek"]', "A town by the sea has its noon back, and its evening.");
    await this.press('button[value="save"]');
    await this.look("conflict", { status: 409 });
    await this.press('button[value="save"]');
    this.said("saved");
    await this.visit("revisions", `${this.story}/revisions`);
    await this.press("main form button");
    await this.look("revisions-compared");
  }

  /** Corrects, moves to another address, and kills. Gives the old and the new address. */
  async correctsAndMovesIt() {
    await this.page.goto(this.origin + this.story);
    const correct = `form[action="${this.story}/correct"]`;
    await this.page.fill(`${correct} textarea`, "An earlier version gave the wrong hour. The bells rang at noon.");
    await this.press(`${correct} button`);
    await this.page.goto(this.origin + this.public);
    this.check((await this.page.locator(".corrections").innerText()).includes("rang at noon"), "correction", "does not stand on the story");
    await this.page.goto(this.origin + this.story);
    await this.page.fill('[name="slug"]', "harbor-bells");
    await this.press('button[value="publish"]');
    const moved = this.public.replace(/[^/]+$/, "harbor-bells");
    const answer = await ask(this.origin + this.public);
    this.check([301, 308].includes(answer.status) && answer.headers.location?.endsWith(moved), "old address", `answers ${answer.status} to ${answer.headers.location}`);
    await this.page.goto(this.origin + this.public);
    this.check(new URL(this.page.url()).pathname === moved, "old address", `leads to ${this.page.url()}`);
    this.public = moved;
  }

  async kills() {
    await this.page.goto(this.origin + this.story);
    const kill = `form[action="${this.story}/kill"]`;
    await this.page.fill(`${kill} textarea`, "The bells did not ring.");
    await this.press(`${kill} button`);
    await this.look("receipt-killed");
    this.check(!(await ask(`${this.origin}/`)).body.includes(HEADLINE), "front", "still shows a story that was killed");
    await this.visit("story-killed", this.story);
    await this.readsAsAReader("gone", 410);
  }

  /** Looks at the story's public page. */
  async readsAsAReader(name, status) {
    await this.notes.read(this.page); // What the desk's screens loaded is none of this page's.
    await this.page.goto(this.origin + this.public);
    await this.looker.look(this.page, this.notes, { name, status, public: true });
    await this.page.setViewportSize({ width: 1280, height: 900 });
  }

  /** Describes a table, is told what it lacks; makes one of cells that ran together, and pastes its next day. */
  async pastesATable() {
    await this.visit("table-new", "/desk/tables/new");
    await this.press('button[value="save"]');
    await this.look("table-new-refused", { status: 422 });
    const fires = "FireAcresCrews\nAlder1111\nBirch1111\nCedar200020\n";
    await this.visit("table-paste", "/desk/tables/paste");
    await this.page.fill('[name="text"]', fires);
    await this.page.fill('[name="totals"]', "2122 32");
    await this.press('button[value="look"]');
    await this.look("table-in-doubt");
    await this.page.selectOption('[name="row.0"]', "11 11");
    await this.page.selectOption('[name="row.1"]', "111 1");
    await this.press('button[value="look"]');
    await this.look("table-found");
    for (const [name, value] of [["title", "Fires today"], ["credit", "Forest Service"], ["day", "2021-02-28"]]) {
      await this.page.fill(`[name="${name}"]`, value);
    }
    await this.press('button[value="make"]');
    this.said("figures");
    await this.visit("table-change", "/desk/tables/fires-today");
    await this.visit("table-figures", "/desk/tables/fires-today/paste");
    await this.page.fill('[name="text"]', "Fire\tAcres\tCrews\nAlder\t11\t12\nBirch\t111\t1\nCedar\t2100\t20");
    await this.press('button[value="look"]');
    await this.look("table-figures-looked-at");
  }

  /** A forecaster: says something of a town in words of the newsroom, takes it back, and pins the forecast story. */
  async tellsTheWeather() {
    const words = "Fog, then sun";
    const told = async () => (await ask(`${this.origin}/weather/medford`)).body.includes(words);
    await this.visit("weather", "/desk/weather");
    await this.press('a[href="/desk/weather/medford"]');
    await this.look("weather-town");
    await this.page.fill('#own [name="temperature"]', "200");
    await this.press("#own button.main");
    await this.look("weather-refused", { status: 422 });
    await this.page.fill('#own [name="temperature"]', "");
    await this.page.fill('#own [name="words"]', words);
    await this.page.fill('#own [name="note"]', "Slow down on the river bridges.");
    await this.press("#own button.main");
    this.check(/\/receipts\/\d+/.test(this.page.url()), "own forecast", `leads to ${this.page.url()}`);
    await this.look("weather-receipt");
    this.check((await this.page.locator(".verdict.good").count()) === 1, "own forecast", "the receipt does not say that everything agrees");
    this.check(await told(), "own forecast", "is not on the town's page at once", "See Stale and the page cache.");
    await this.visit("weather-town-said", "/desk/weather/medford");
    await this.press("main td form button");
    await this.look("weather-receipt-back");
    this.check(!(await told()), "own forecast", "stands on the town's page after it was taken back");
    await this.page.goto(`${this.origin}/desk/weather`);
    const story = this.page.locator('main form.narrow [name="story"]');
    const choice = await story.locator("option").evaluateAll((all) => all.map(({ value, text }) => ({ value, text })).find(({ value }) => value));
    this.check(Boolean(choice), "forecast story", "there is no story of the section weather to choose");
    if (!choice) return;
    await story.selectOption(choice.value);
    await this.press("main form.narrow button.main");
    this.said("forecast-pinned");
    await this.look("weather-pinned");
    this.check((await this.page.locator("main").innerText()).includes("Pinned:"), "forecast story", "the screen does not say which story is pinned");
    await this.press('main form:has([name="verb"][value="unpin"]) button');
    this.said("forecast-unpinned");
  }

  /** The other screens, and a colleague who may not see all of them. */
  async walksTheHouse() {
    await this.visit("health", "/desk");
    await this.press('main form[action^="/desk/jobs/"] button');
    this.said("run");
    await this.visit("health-run", "/desk?said=run");
    await this.visit("stories", "/desk/stories");
    await this.visit("stories-none", "/desk/stories?status=scheduled");
    await this.visit("front", "/desk/front");
    await this.visit("tables", "/desk/tables");
    await this.pastesATable();
    await this.visit("notices", "/desk/notices");
    await this.visit("notice-new", "/desk/notices/new");
    await this.tellsTheWeather();
    await this.visit("authors", "/desk/authors");
    await this.visit("author-new", "/desk/authors/new");
    await this.visit("author", "/desk/authors/edda-torres");
    await this.visit("pages", "/desk/pages");
    await this.visit("page-new", "/desk/pages/new");
    await this.visit("page", "/desk/pages/about");
    await this.visit("users", "/desk/users");
    await this.page.fill('form.narrow [name="name"]', "Casey Novak");
    await this.page.fill('form.narrow [name="email"]', "casey@signal.example");
    await this.page.fill('form.narrow [name="password"]', PASSWORD);
    await this.page.selectOption('form.narrow [name="role"]', "contributor");
    await this.press("form.narrow button.main");
    this.said("user-made");
    await this.look("users-two");
    await this.press('main td form[action$="/link"] button');
    await this.look("password-link");
    await this.visit("audit", "/desk/audit");
    await this.visit("password", "/desk/password");
    await this.visit("not-found", "/desk/stories/999999", { status: 404 });
    await this.page.goto(`${this.origin}/desk`);
    await this.press("form.who button");
    await this.page.fill('[name="email"]', "casey@signal.example");
    await this.page.fill('[name="password"]', PASSWORD);
    await this.press("main form button.main");
    await this.visit("contributor", "/desk");
    await this.visit("forbidden", "/desk/users", { status: 403 });
  }
}

/** The whole day of work. */
export async function workADay(editor, context, link) {
  await editor.makesTheAccount(link);
  await editor.signsInByKeyboard();
  await editor.uploadsAPicture();
  await editor.writesAStory();
  await editor.publishes();
  await editor.losesNothingToAColleague(context);
  await editor.correctsAndMovesIt();
  await editor.readsAsAReader("story-fresh", 200);
  await editor.kills();
  await editor.walksTheHouse();
}
