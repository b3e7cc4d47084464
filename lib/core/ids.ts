import { v7 } from 'uuid';

/** A new UUIDv7: sortable by time of making. */
export const newId = (): string => v7();

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (value: string): boolean => UUID.test(value);
