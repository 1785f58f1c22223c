// SPDX-License-Identifier: Apache-2.0
import { newSm2Verifier } from '#src/sm/verify.js';
import { describeSm2Verifier } from './support/sm2-verifier-suite.js';

describeSm2Verifier('OpenSSL', (keys) => newSm2Verifier({ cachedKeys: keys }));
