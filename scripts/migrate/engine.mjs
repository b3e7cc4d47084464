import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
} from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { datamodels } from './files.mjs';

const charOid = 18;

/**
 * Prisma's adapter refuses `"char"` columns, which the catalogues are full of. Reports them as
 * characters and leaves every other query to the adapter.
 */
function readCatalogues(connection) {
  const queryRaw = connection.queryRaw.bind(connection);
  const performIO = connection.performIO.bind(connection);
  connection.performIO = async (query) => {
    const result = await performIO(query);
    const fields = result.fields?.map((field) =>
      field.dataTypeID === charOid ? { ...field, dataTypeID: 1042, isChar: true } : field,
    );
    connection.charColumns = fields?.map((field) => field.isChar === true) ?? [];
    return Object.assign(Object.create(result), { fields, rows: result.rows });
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    connection.charColumns.forEach((isChar, index) => {
      if (isChar) result.columnTypes[index] = ColumnTypeEnum.Character;
    });
    return result;
  };
}

/**
 * The adapter splits scripts at every semicolon, which tears function bodies apart. PostgreSQL
 * takes a whole script in one message, and rolls it back whole when a statement fails.
 */
function runScriptsWhole(connection) {
  connection.executeScript = async (script) => {
    try {
      await connection.underlyingDriver().query(script);
    } catch (error) {
      const { message, code, severity = 'ERROR', detail, hint, column } = error;
      if (!code) throw error;
      const cause = { kind: 'postgres', code, severity, message, detail, hint, column };
      throw new DriverAdapterError({ originalCode: code, originalMessage: message, ...cause });
    }
  };
}

/** One connection only: the engine's advisory lock and its statements must share a session. */
function adapterFor(connectionString) {
  const factory = new PrismaPg({ connectionString, max: 1, connectionTimeoutMillis: 10_000 });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const connection = await connect();
    readCatalogues(connection);
    runScriptsWhole(connection);
    return connection;
  };
  factory.connectToShadowDb = () => {
    throw new Error('A shadow database is never made from a connection to a real one.');
  };
  return bindMigrationAwareSqlAdapterFactory(factory);
}

/** The package's own entry needs a Node that imports WebAssembly; this works on all of ours. */
async function load() {
  const { resolve } = createRequire(import.meta.url);
  const folder = dirname(resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const bytes = readFileSync(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/**
 * Prisma's schema engine, compiled to WebAssembly, on the database `url`. It leaves a timer of
 * ten seconds behind: use it in a process that ends by `process.exit`.
 */
export async function openEngine(url) {
  await load();
  return glue.SchemaEngine.new({ datamodels: datamodels() }, () => {}, adapterFor(url));
}

export const everything = { externalTables: [], externalEnums: [] };
