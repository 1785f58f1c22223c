// SPDX-License-Identifier: Apache-2.0
import type { Signer } from '@unionid/domain/signing';
import type { TrustedKey } from '../answers/check-answer.js';
import { newAccountsResource, type AccountsResource } from '../resources/accounts.js';
import { newAuditsResource, type AuditsResource } from '../resources/audits.js';
import { newCorrectionsResource, type CorrectionsResource } from '../resources/corrections.js';
import { newDecisionsResource, type DecisionsResource } from '../resources/decisions.js';
import { newFilesResource, type FilesResource } from '../resources/files.js';
import { newFundsResource, type FundsResource } from '../resources/funds.js';
import { newLinesResource, type LinesResource } from '../resources/lines.js';
import { newPlansResource, type PlansResource } from '../resources/plans.js';
import { newProgrammesResource, type ProgrammesResource } from '../resources/programmes.js';
import { type InboxResource, newInboxResource } from '../resources/inbox.js';
import { newClaimsResource, type ClaimsResource } from '../resources/claims.js';
import { newFilingsResource, type FilingsResource } from '../resources/filings.js';
import { newApplicationsResource, type ApplicationsResource } from '../resources/applications.js';
import { newExportsResource, type ExportsResource } from '../resources/exports.js';
import { newTracesResource, type TracesResource } from '../resources/traces.js';
import { newTransfersResource, type TransfersResource } from '../resources/transfers.js';
import { newImportsResource, type ImportsResource } from '../resources/imports.js';
import { newInstructionsResource, type InstructionsResource } from '../resources/instructions.js';
import { newMembersResource, type MembersResource } from '../resources/members.js';
import { newNetworkResource, type NetworkResource } from '../resources/network.js';
import { newOperatorsResource, type OperatorsResource } from '../resources/operators.js';
import { newOrganisationsResource, type OrganisationsResource } from '../resources/organisations.js';
import { newPreparationsResource, type PreparationsResource } from '../resources/preparations.js';
import { newRekeyingsResource, type RekeyingsResource } from '../resources/rekeyings.js';
import {
  newCalendarsResource,
  newPoliciesResource,
  type CalendarsResource,
  type PoliciesResource,
} from '../resources/rules.js';
import { newServiceResource, type ServiceResource } from '../resources/service.js';
import { newVerificationsResource, type VerificationsResource } from '../resources/verifications.js';
import { newUnmaskingsResource, type UnmaskingsResource } from '../resources/unmaskings.js';
import { Transport } from '../transport/transport.js';

const DEFAULT_TIMEOUT_MS = 30_000;

export interface ClientOptions {
  /** The gateway's address: `https://gateway.example:8443`. */
  readonly baseUrl: string;
  /** With `signer`: who asks. Without both, only what anybody may ask can be asked. */
  readonly operatorId?: string;
  readonly signer?: Signer;
  /** Gateway keys whose verification answers are relied on; none by default, so every answer is refused. */
  readonly trustedKeys?: readonly TrustedKey[];
  readonly fetch?: typeof globalThis.fetch;
  readonly timeoutMs?: number;
  /** Language of texts that the gateway writes, such as CSV reports; 'zh' by default. */
  readonly language?: 'zh' | 'en';
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** A gateway's interface, grouped as its addresses are. Every method may throw {@link ApiError}. */
export interface Client {
  readonly network: NetworkResource;
  readonly organisations: OrganisationsResource;
  readonly operators: OperatorsResource;
  readonly accounts: AccountsResource;
  readonly members: MembersResource;
  readonly preparations: PreparationsResource;
  readonly corrections: CorrectionsResource;
  readonly instructions: InstructionsResource;
  readonly decisions: DecisionsResource;
  readonly audits: AuditsResource;
  readonly funds: FundsResource;
  readonly files: FilesResource;
  readonly lines: LinesResource;
  readonly programmes: ProgrammesResource;
  readonly plans: PlansResource;
  readonly traces: TracesResource;
  readonly exports: ExportsResource;
  readonly inbox: InboxResource;
  readonly applications: ApplicationsResource;
  readonly transfers: TransfersResource;
  readonly policies: PoliciesResource;
  readonly calendars: CalendarsResource;
  readonly claims: ClaimsResource;
  readonly filings: FilingsResource;
  readonly imports: ImportsResource;
  readonly rekeyings: RekeyingsResource;
  readonly unmaskings: UnmaskingsResource;
  readonly verifications: VerificationsResource;
  readonly service: ServiceResource;
}

/** A client of one gateway, acting for one operator. Nothing is sent until a method is called. */
export function createClient(options: ClientOptions): Client {
  const now = options.now ?? Date.now;
  const transport = newTransport(options, now);
  return {
    network: newNetworkResource(transport),
    organisations: newOrganisationsResource(transport),
    operators: newOperatorsResource(transport),
    accounts: newAccountsResource(transport),
    members: newMembersResource(transport),
    preparations: newPreparationsResource(transport),
    corrections: newCorrectionsResource(transport),
    instructions: newInstructionsResource(transport),
    decisions: newDecisionsResource(transport),
    audits: newAuditsResource(transport),
    funds: newFundsResource(transport),
    files: newFilesResource(transport),
    lines: newLinesResource(transport),
    programmes: newProgrammesResource(transport),
    plans: newPlansResource(transport),
    traces: newTracesResource(transport),
    exports: newExportsResource(transport),
    inbox: newInboxResource(transport),
    applications: newApplicationsResource(transport),
    transfers: newTransfersResource(transport),
    policies: newPoliciesResource(transport),
    calendars: newCalendarsResource(transport),
    claims: newClaimsResource(transport),
    filings: newFilingsResource(transport),
    imports: newImportsResource(transport),
    rekeyings: newRekeyingsResource(transport),
    unmaskings: newUnmaskingsResource(transport),
    verifications: newVerificationsResource(transport, { trustedKeys: options.trustedKeys ?? [], now }),
    service: newServiceResource(transport),
  };
}

function newTransport(options: ClientOptions, now: () => number): Transport {
  const { operatorId, signer } = options;
  return new Transport({
    baseUrl: options.baseUrl,
    identity: operatorId !== undefined && signer !== undefined ? { operatorId, signer, now } : undefined,
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    language: options.language ?? 'zh',
    sleep: options.sleep ?? sleep,
  });
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
