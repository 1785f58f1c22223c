// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  canonicalDocument,
  DOCUMENT_TYPES,
  documentKindOf,
  fixDocumentNumber,
  parseDocument,
  type DocumentKind,
} from '#src/values/identity-document.js';
import { readVectors } from '../vectors/read-vectors.js';

interface Vector {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly note: string;
}
interface Vectors {
  readonly today: string;
  readonly valid: readonly (Vector & { readonly docType: string; readonly docNumber: string })[];
  readonly invalid: readonly (Vector & { readonly code: string })[];
}
const vectors = readVectors('other-documents') as Vectors;
const { today } = vectors;

describe('identity documents', () => {
  for (const { kind, number, docType, docNumber, note } of vectors.valid) {
    it(`reads ${kind} ${number} (${note})`, () => {
      expect(parseDocument(kind, number, today)).to.deep.include({ ok: true });
      expect(canonicalDocument(kind, number)).to.deep.equal({ docType, docNumber });
    });
  }

  for (const { kind, number, code, note } of vectors.invalid) {
    it(`refuses ${kind} with ${note} as ${code}`, () => {
      expect(parseDocument(kind, number, today)).to.deep.equal({ ok: false, code });
    });
  }

  it('tells birth date and sex where the number does', () => {
    const birth = { birthDate: '1880-01-01', sex: 'MALE' };
    const parsed = (kind: DocumentKind, number: string) => {
      const result = parseDocument(kind, number, today);
      return result.ok ? result.value : result.code;
    };
    expect(parsed('HMT_RESIDENCE_PERMIT', '810000188001010015')).to.deep.include(birth);
    expect(parsed('FOREIGN_PERMANENT_RESIDENT_ID', '911840188001010014')).to.deep.include(birth);
    expect(parsed('PASSPORT', 'E00000001')).to.not.have.property('birthDate');
  });

  it('repairs spelling and never lengthens another document', () => {
    expect(fixDocumentNumber('HK_MACAO_TRAVEL_PERMIT', ' ｈ00000001（02）')).to.deep.equal({
      text: 'H0000000102',
      fixes: ['FULL_WIDTH', 'SPACES', 'LETTER_CASE'],
    });
    expect(fixDocumentNumber('PASSPORT', '119999900307001')).to.deep.equal({
      text: '119999900307001',
      fixes: [],
    });
    expect(fixDocumentNumber('RESIDENT_ID', '119999900307001').fixes).to.deep.equal(['FIFTEEN_DIGITS']);
  });

  it('matches a renewed travel permit with the one before', () => {
    const before = canonicalDocument('HK_MACAO_TRAVEL_PERMIT', 'H0000000100');
    expect(canonicalDocument('HK_MACAO_TRAVEL_PERMIT', 'H0000000101')).to.deep.equal(before);
    expect(canonicalDocument('HK_MACAO_TRAVEL_PERMIT', 'H00000001')).to.deep.equal(before);
  });

  it('finds the kind of each type and none of another', () => {
    for (const [kind, type] of Object.entries(DOCUMENT_TYPES)) expect(documentKindOf(type)).to.equal(kind);
    expect(documentKindOf('999')).to.equal(undefined);
  });
});
