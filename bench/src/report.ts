// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { toTable, type Section } from './figure.js';
import type { Machine } from './machine.js';

const BEGIN = '<!-- written by npm run bench: begin -->';
const END = '<!-- written by npm run bench: end -->';

export interface Report {
  readonly machine: Machine;
  readonly command: string;
  readonly sections: readonly Section[];
}

/** The measured part of docs/benchmarks.md. */
export function toMarkdown({ machine, command, sections }: Report): string {
  const { date, cpu, cores, memoryGiB, system, node, nodeOpenssl, openssl, fabric, commit } = machine;
  return [
    `\`${command}\` on ${date}, commit ${commit}.`,
    '',
    `Machine: ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}; Node ${node} (OpenSSL ${nodeOpenssl}); ` +
      `\`openssl speed\` of ${openssl}; Fabric ${fabric}.`,
    '',
    sections.map(toTable).join('\n\n'),
  ].join('\n');
}

/** Replaces the measured part of a document; the words around it are people's. @throws RangeError without its marks */
export function replaceMeasured(document: string, measured: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin === -1 || end < begin) throw new RangeError('the document has no place for what was measured');
  return `${document.slice(0, begin + BEGIN.length)}\n\n${measured}\n\n${document.slice(end)}`;
}

export function writeReport(file: string, report: Report): void {
  writeFileSync(file, replaceMeasured(readFileSync(file, 'utf8'), toMarkdown(report)));
}
