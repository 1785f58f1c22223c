// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import { hasUnprintable, visibleText } from '#src/text/plain-text.js';

describe('text as it is shown', () => {
  it('has no character that a terminal acts on, and every other as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visibleText(text);
        expect(hasUnprintable(shown)).to.equal(false);
        expect(visibleText(shown)).to.equal(shown);
        const kept = Array.from(text)
          .filter((character) => !hasUnprintable(character))
          .join('');
        expect(shown.replaceAll(/‹U\+[0-9A-F]{4,6}›/g, '')).to.equal(
          kept.replaceAll(/‹U\+[0-9A-F]{4,6}›/g, ''),
        );
      }),
    );
    expect(visibleText('\u001b[2K\u009b\u202e\ud800\n')).to.equal(
      '‹U+001B›[2K‹U+009B›‹U+202E›‹U+D800›‹U+000A›',
    );
  });
});
