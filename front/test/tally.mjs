// What was checked, group by group: a line for each group, the faults under it, and the sum at the end.

/** Counts checks by group. A fault names the place and the remedy. */
export class Tally {
  #groups = new Map();

  #group(name) {
    if (!this.#groups.has(name)) this.#groups.set(name, { passed: 0, faults: [], notes: [] });
    return this.#groups.get(name);
  }

  /** One check. `where` is a page or a screen, `fault` what is wrong there, `remedy` what to do about it. */
  check(group, good, where, fault, remedy) {
    const counted = this.#group(group);
    if (good) counted.passed += 1;
    else counted.faults.push(`${where}: ${fault}. ${remedy}`);
    return Boolean(good);
  }

  /** A line that is printed with its group and counts for nothing. */
  note(group, words) {
    this.#group(group).notes.push(words);
  }

  /** Something that could not be tried here; whoever sums up repeats it aloud. */
  leaveOut(reason) {
    console.log(`not run: ${reason}`);
  }

  /** Prints every group and then the sum. Gives the number of faults. */
  print() {
    let passed = 0;
    let failed = 0;
    for (const [name, group] of this.#groups) {
      passed += group.passed;
      failed += group.faults.length;
      console.log(`${group.faults.length === 0 ? "ok  " : "FAIL"} ${name}: ${group.passed} of ${group.passed + group.faults.length} checks hold`);
      for (const words of group.notes) console.log(`       ${words}`);
      for (const words of group.faults) console.log(`     - ${words}`);
    }
    console.log(`${passed} passed, ${failed} failed`);
    return failed;
  }
}
