// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { newChaincodePackage } from '#src/index.js';

const bundle = Buffer.from('console.log("chaincode")');

describe('newChaincodePackage', () => {
  it('gives the same bytes for the same code, at any time and place', () => {
    const [one, two] = [
      newChaincodePackage({ name: 'basic', version: '1', bundle }),
      newChaincodePackage({ name: 'basic', version: '1', bundle }),
    ];
    expect(Buffer.from(one.bytes).equals(two.bytes)).to.equal(true);
    expect(one.packageId).to.equal(`${one.label}:${sha256(one.bytes)}`);
  });

  it('holds the digest of the code', () => {
    const { bytes, label, bundleDigest } = newChaincodePackage({ name: 'basic', version: '1.2+a', bundle });
    const outer = untar(bytes);
    const inner = untar(outer['code.tar.gz'] ?? Buffer.alloc(0));
    expect(label).to.equal(`basic_1.2-a_${sha256(bundle).slice(0, 12)}`);
    expect(JSON.parse(String(outer['metadata.json']))).to.deep.equal({ type: 'ccaas', label });
    expect(JSON.parse(String(inner['bundle.json']))).to.deep.equal({
      chaincode: 'basic',
      version: '1.2+a',
      sha256: sha256(bundle),
    });
    expect(bundleDigest).to.equal(sha256(bundle));
  });

  it('has another id when one byte of the code differs', () => {
    const other = Buffer.from('console.log("chaincode!")');
    const ids = [bundle, other].map(
      (each) => newChaincodePackage({ name: 'basic', version: '1', bundle: each }).packageId,
    );
    expect(ids[0]).to.not.equal(ids[1]);
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads ustar as POSIX lays it out: name at 0, octal size at 124, checksum at 148, content in blocks of 512. */
function untar(zipped: Uint8Array): Record<string, Buffer> {
  const tar = gunzipSync(zipped);
  const entries: Record<string, Buffer> = {};
  for (let at = 0; tar[at] !== 0;) {
    const header = tar.subarray(at, at + 512);
    const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
    const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    expect(Number.parseInt(header.toString('latin1', 148, 154), 8)).to.equal(sum);
    entries[header.toString('latin1', 0, header.indexOf(0))] = Buffer.from(
      tar.subarray(at + 512, at + 512 + size),
    );
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries;
}
