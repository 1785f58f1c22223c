// SPDX-License-Identifier: Apache-2.0
// The spec reporter, which also leaves its counts, and what failed, in the file named by UNIONID_TEST_COUNTS.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const failures = [];
    runner.on('fail', (test, error) => {
      failures.push({ title: test.titlePath().join(' › '), error: String(error?.stack ?? error) });
    });
    runner.once('end', () => {
      const { passes = 0, failures: failed = 0, pending = 0 } = this.stats ?? {};
      const file = process.env.UNIONID_TEST_COUNTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed, skipped: pending, failures }));
    });
  }
};
