// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { parseDependencies, parseVersions } from '#src/images/debian-packages.js';

describe('parseDependencies', () => {
  it('takes the first choice of alternatives and leaves out what merely provides a package', () => {
    const text = [
      'postgresql-15',
      ' |Depends: locales',
      '  Depends: locales-all',
      ' |Depends: debconf',
      '  Depends: <debconf-2.0>',
      '    cdebconf',
      '  PreDepends: libc6',
      '  Depends: zlib1g',
      'libc6',
      '  Depends: libgcc-s1',
      '<debconf-2.0>',
      '',
    ].join('\n');
    expect([...parseDependencies(text)]).to.deep.equal([
      ['postgresql-15', ['locales', 'debconf', 'libc6', 'zlib1g']],
      ['libc6', ['libgcc-s1']],
    ]);
  });
});

describe('parseVersions', () => {
  it('reads each package with its version, epoch included', () => {
    const text =
      'Package: libc6\nSource: glibc\nVersion: 2.36-9+deb12u14\nDescription: C library\n Version: no field\n\n' +
      'Package: zlib1g\nVersion: 1:1.2.13.dfsg-1\n\n';
    expect([...parseVersions(text)]).to.deep.equal([
      ['libc6', '2.36-9+deb12u14'],
      ['zlib1g', '1:1.2.13.dfsg-1'],
    ]);
  });
});
