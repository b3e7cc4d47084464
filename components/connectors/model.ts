import type { ConnectorTypeView, ConnectorView } from '@/lib/connectors/contract';
import type { CredentialView, TestView } from '@/lib/connectors/credentials.contract';
import type { Paged } from '@/lib/core/page';

export type Connector = ConnectorView;
export type Credential = CredentialView;
export type Tested = TestView;

/** A type of connector, as far as its forms need it. */
export type Kind = Pick<ConnectorTypeView, 'type' | 'name' | 'description' | 'credential'> & {
  config: { name: string; description: string | null; required: boolean }[];
  actions: { name: string; description: string }[];
};

export type CredentialField = Kind['credential']['fields'][number];

/** What the reader may do; viewers only look. */
export type May = { write: boolean; test: boolean };

/** The first page of a list, with the address that gives it. */
export type First<Row> = { path: string; page: Paged<Row> };

export type Uses = Paged<{
  id: string;
  at: string;
  action: string;
  used_by: { type: string; id: string };
  actor: { kind: string; id: string };
}>;
