// SPDX-License-Identifier: Apache-2.0
// Healthy when /livez answers 200. The port is that of the gateway's own settings.
import { readFileSync } from 'node:fs';

const { listen } = JSON.parse(readFileSync(process.env.UNIONID_GATEWAY_CONFIG, 'utf8'));
const { status } = await fetch(`http://127.0.0.1:${listen.port}/livez`);
process.exit(status === 200 ? 0 : 1);
