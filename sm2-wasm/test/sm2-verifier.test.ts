// SPDX-License-Identifier: Apache-2.0
import { describeSm2Verifier } from '@unionid/domain/testing';
import { newFastSm2Verifier } from '#src/index.js';

describeSm2Verifier('WebAssembly', (keys) => newFastSm2Verifier({ keys }));
