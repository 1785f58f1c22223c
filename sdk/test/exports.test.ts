// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as sdk from '#src/index.js';

describe('the package', () => {
  it('exports exactly this', () => {
    expect(Object.keys(sdk).sort()).to.deep.equal([
      'ApiError',
      'MIN_PASSWORD_LENGTH',
      'ManifestCheck',
      'OwnRows',
      'besideOwn',
      'checkAnswer',
      'checkExport',
      'checkStoredAnswer',
      'createClient',
      'errorText',
      'newId',
      'newInstruction',
      'newKeyFile',
      'newReleaseCode',
      'openKeyFile',
      'readKeyFile',
      'rebuildAccountOpening',
      'rebuildClaim',
      'rebuildClaimOnto',
      'rebuildCorrection',
      'rebuildEnrolment',
      'rebuildExchange',
      'rebuildManifest',
      'rebuildPlan',
      'rebuildTransferRequest',
      'releaseCodeKey',
      'signInstruction',
      'unionSource',
      'useReleaseCode',
      'writeKeyFile',
    ]);
  });
});
