// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A chaincode package whose id is known before any peer has seen it: the same input gives the same bytes. */
export interface ChaincodePackage {
  readonly label: string;
  /** `label:sha256 of bytes`, as peers compute it. */
  readonly packageId: string;
  /** SHA-256 of the bundle, hex; part of the package, so that approving it is approving that code. */
  readonly bundleDigest: string;
  readonly bytes: Uint8Array;
}

/**
 * Packs chaincode that runs as a service. The code itself is not in the package but its digest is; where the
 * server listens is each peer's own matter (builder/bin/build).
 * @param label letters, digits, dots, hyphens and underscores
 */
export function newChaincodePackage(input: {
  readonly name: string;
  readonly version: string;
  readonly bundle: Uint8Array;
}): ChaincodePackage {
  const bundleDigest = createHash('sha256').update(input.bundle).digest('hex');
  const label = `${input.name}_${input.version}_${bundleDigest.slice(0, 12)}`.replace(
    /[^A-Za-z0-9._-]/g,
    '-',
  );
  const code = newTarGz([
    {
      name: 'bundle.json',
      text: JSON.stringify({ chaincode: input.name, version: input.version, sha256: bundleDigest }),
    },
    // A stock builder that expands templates finds its address here; ours takes the peer's own file.
    {
      name: 'connection.json',
      text: JSON.stringify({ address: '{{.address}}', dial_timeout: '10s', tls_required: false }),
    },
  ]);
  const metadata = JSON.stringify({ type: 'ccaas', label });
  const bytes = newTarGz([
    { name: 'metadata.json', text: metadata },
    { name: 'code.tar.gz', content: code },
  ]);
  const packageId = `${label}:${createHash('sha256').update(bytes).digest('hex')}`;
  return { label, packageId, bundleDigest, bytes };
}

type TarEntry = { readonly name: string } & ({ readonly text: string } | { readonly content: Uint8Array });

const BLOCK = 512;

function newTarGz(entries: readonly TarEntry[]): Uint8Array {
  const parts = entries.flatMap((entry) => {
    const content = 'text' in entry ? Buffer.from(entry.text) : entry.content;
    return [
      tarHeader(entry.name, content.length),
      content,
      Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
    ];
  });
  const zipped = gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
  // RFC 1952: byte 9 names the operating system; 255 is "unknown", the same everywhere.
  zipped[9] = 255;
  return zipped;
}

// POSIX.1-1988 ustar; owner and time are zero, so that only names and contents count.
function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
