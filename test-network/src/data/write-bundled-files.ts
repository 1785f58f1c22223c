// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newBundledFiles } from './bundled-files.js';

// Writes the files of the tour; `npm run generate` runs this and a test compares.
const folder = fileURLToPath(new URL('../../data/', import.meta.url));
const { organisations, members } = newBundledFiles();
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}sichuan-organisations.csv`, organisations.csv);
writeFileSync(`${folder}sichuan-members.csv`, members.csv);
