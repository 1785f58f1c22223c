// SPDX-License-Identifier: Apache-2.0
// Healthy when /livez answers 200. Port and protocol are those of the gateway's own settings.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as getOverTls } from 'node:https';

const { listen } = JSON.parse(readFileSync(process.env.UNIONID_GATEWAY_CONFIG, 'utf8'));
// The certificate names the host that others ask for; nothing is believed here but that somebody answers.
const options = { host: '127.0.0.1', port: listen.port, path: '/livez', rejectUnauthorized: false };
const [{ statusCode }] = await once((listen.tls === undefined ? get : getOverTls)(options), 'response');
process.exit(statusCode === 200 ? 0 : 1);
