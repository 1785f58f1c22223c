// SPDX-License-Identifier: Apache-2.0

/**
 * What a reader of one part of a spreadsheet wants to hear: elements of the part's own namespace, without prefixes, and how deep they
 * stand, 1 for the root. Nothing comes of other namespaces and of what extends the format.
 */
export interface XmlHandler {
  readonly open?: (name: string, attributes: XmlAttributes, depth: number) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string, depth: number) => void;
}

/** Attributes by their whole name. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** An attribute of this name stands for the one in a namespace that ends so, whatever its prefix. */
export interface NamespacedAttribute {
  readonly namespaceEnd: string;
  readonly local: string;
  readonly as: string;
}
