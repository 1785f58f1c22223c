// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { gatewaySignerId } from '@unionid/domain/http';
import type { Grant } from '@unionid/domain/ledger';
import type { Signer } from './authenticate.js';
import type { HttpServices } from './http-services.js';
import type { Caller, PeerGateway, RouteDescription } from './route.js';

/** Who asks, as the handler sees it. */
export interface Authorized {
  readonly caller: Caller | undefined;
  readonly gateway: PeerGateway | undefined;
}

/**
 * Whether this signer may use the route.
 * @throws DomainError FORBIDDEN, GRANT_MISSING, SUBMITTER_FOREIGN
 */
export function authorize(
  access: RouteDescription['access'],
  signer: Signer,
  { config }: Pick<HttpServices, 'config'>,
): Authorized {
  switch (access) {
    case 'public':
      return { caller: undefined, gateway: undefined };
    case 'gateway':
      if (signer.kind !== 'gateway') throw new DomainError('FORBIDDEN');
      return { caller: undefined, gateway: signer.gateway };
    case 'operator':
      return { caller: requireOperator(signer), gateway: undefined };
    default:
      return { caller: requireGrant(access, requireOperator(signer), config.province), gateway: undefined };
  }
}

/** Whose budget a request is charged to. */
export function signerOf({ caller, gateway }: Authorized): string {
  return caller?.operator.operatorId ?? gatewaySignerId(gateway?.province ?? '');
}

function requireOperator(signer: Signer): Caller {
  if (signer.kind !== 'operator') throw new DomainError('FORBIDDEN');
  return signer.caller;
}

// Work under a grant is done at the gateway of one's own province: only it has the records and the vault.
function requireGrant(grant: Grant, caller: Caller, province: string): Caller {
  if (caller.operator.province !== province) throw new DomainError('SUBMITTER_FOREIGN');
  if (!caller.operator.grants.includes(grant)) throw new DomainError('GRANT_MISSING', { grant });
  return caller;
}
