import type { Guard, Schema, ServiceShape, AnyService, Subject } from '../types.ts';
import type { PagingOptions } from './paging.ts';
import type { Condition, FieldName, Item, ResourceStore } from './store.types.ts';

export type Action = 'list' | 'create' | 'retrieve' | 'update' | 'partialUpdate' | 'destroy';

/** How the text of a query becomes a value of the field. */
export type KindOf<V> = [NonNullable<V>] extends [number]
  ? 'number'
  : [NonNullable<V>] extends [boolean]
    ? 'boolean'
    : 'text';

export type FieldKinds<T> = { readonly [F in FieldName<T>]?: KindOf<T[F]> };

export interface OrderingOptions<T> {
  /** What `?ordering=` may name. */
  fields: FieldKinds<T>;
  /** Where the request names none: names of `fields`, with `-` before those that descend. Default: by id. */
  default?: readonly (FieldName<T> | `-${FieldName<T>}`)[];
}

export interface ActionContext<T, S extends ServiceShape> {
  action: Action;
  subject: Subject<S> | null;
  /** As it is before the change; null for what is created. */
  current: Item<T> | null;
}

/** A resource: one entity, its address, and who may do what with it. */
export interface ResourceOptions<T extends object, S extends ServiceShape = AnyService> {
  /** Its segment in addresses, such as `subscribers`. */
  name: string;
  /** What is true of every item, of read-only fields, too. */
  schema: Schema<T>;
  store: ResourceStore<NoInfer<T>>;
  /** Of every action, before anything is read. Required, so that an open resource says so: `[]`. */
  guards: readonly Guard<S>[];
  /** In addition, of single actions. */
  actionGuards?: Partial<Record<Action, readonly Guard<S>[]>>;
  /** Of every action on one item: its `object` is the item. */
  objectGuards?: readonly Guard<S, Item<NoInfer<T>>>[];
  /** What the subject may see at all; everything else does not exist for it. Default: everything. */
  visibleTo?: (subject: Subject<S> | null) => 'all' | 'none' | Condition<NoInfer<T>>;
  /** The field in which the owner is shown. Items belong to whoever creates them, whatever the body says. */
  ownerField?: string;
  /** Fields that a body cannot set; what it says of them is passed over. */
  readOnly?: readonly FieldName<NoInfer<T>>[];
  /** Fields that the service sets itself, over what the body says. */
  fill?: (context: ActionContext<NoInfer<T>, S>) => Partial<NoInfer<T>>;
  /** Default: all six. */
  actions?: readonly Action[];
  /** Where `?search=` looks. Default: nowhere. */
  search?: readonly FieldName<NoInfer<T>>[];
  /** Which fields `?field=value` filters by. Default: none. */
  filters?: FieldKinds<NoInfer<T>>;
  ordering?: OrderingOptions<NoInfer<T>>;
  paging?: PagingOptions;
  /** What is answered for an item. Default: its id, its fields, and its owner where `ownerField` is given. */
  represent?: (item: Item<NoInfer<T>>, subject: Subject<S> | null) => object;
  /** Bytes. Default 100 KiB. */
  bodyLimit?: number;
  /** Changes must say by `If-Match` which version they mean (RFC 9110 section 13.1.1). Default false. */
  requireIfMatch?: boolean;
}

/** What the framework knows of a request beside the request itself. */
export interface ResourceContext<S extends ServiceShape = AnyService> {
  subject: Subject<S> | null;
  /** Of the end user, for guards. */
  address?: string | undefined;
  /** The framework's own request, for guards. Default: the web-standard one. */
  request?: unknown;
  /** `WWW-Authenticate` of a refusal that signing in could change. Default `Bearer`. */
  challenge?: string | undefined;
  /** The body, where the framework has parsed it already. */
  parsedBody?: { value: unknown } | undefined;
}

export interface Resource<S extends ServiceShape = AnyService> {
  readonly name: string;
  /** Bytes. */
  readonly bodyLimit: number;
  /** Answers a request for the collection (`id` undefined) or for one item. */
  handle(request: Request, context: ResourceContext<S> & { id?: string | undefined }): Promise<Response>;
}
