// SPDX-License-Identifier: Apache-2.0
import { type GenerateContext } from '../generate/configtx.js';
import { type Launcher } from '../launch/launcher.js';

/** A generated network and the means to start and stop its nodes. */
export interface NetworkContext extends GenerateContext {
  readonly launcher: Launcher;
}

/** The same before it was generated, which is when its ports are chosen. */
export type UnplacedNetwork = Omit<NetworkContext, 'ports'>;
