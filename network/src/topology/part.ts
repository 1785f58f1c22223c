// SPDX-License-Identifier: Apache-2.0
import { type OrdererOrganization, type Organization, type Topology } from './topology.js';

/** Names of the organisations whose nodes run from one run folder, which is on one host. */
export type Part = ReadonlySet<string>;

export function wholeOf({ organizations }: Topology): Part {
  return new Set(organizations.map(({ name }) => name));
}

interface Placed {
  readonly topology: Topology;
  readonly part: Part;
}

export function organizationsHere({ topology, part }: Placed): readonly Organization[] {
  return topology.organizations.filter(({ name }) => part.has(name));
}

export function organizationsElsewhere({ topology, part }: Placed): readonly Organization[] {
  return topology.organizations.filter(({ name }) => !part.has(name));
}

/** Ordering nodes of the organisations here. */
export function orderersHere({ topology, part }: Placed): readonly OrdererOrganization[] {
  return topology.orderers.filter(({ operatedBy }) => part.has(operatedBy));
}
