// SPDX-License-Identifier: Apache-2.0

// A process that is asked and does not answer.
process.on('message', () => undefined);
process.on('disconnect', () => process.exit());
