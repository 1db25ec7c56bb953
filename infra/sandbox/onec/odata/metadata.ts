import type { Field, Schema, SetSchema, Shape } from '../schema/schema.ts';

const EDM: Readonly<Record<Field['type']['kind'], string>> = {
  reference: 'Edm.Guid',
  composite: 'Edm.String',
  compositeType: 'Edm.String',
  text: 'Edm.String',
  choice: 'Edm.String',
  number: 'Edm.Double',
  int64: 'Edm.Int64',
  date: 'Edm.DateTime',
  flag: 'Edm.Boolean',
};

/** `$metadata`: types and sets, without the navigation, enumerations and functions of a real one. */
export function metadataDocument({ sets }: Schema): string {
  const types = [...sets.values()].map(entityType).join('');
  const names = [...sets.keys()].map((set) => `<EntitySet Name="${set}" EntityType="StandardODATA.${set}"/>`);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">' +
    '<edmx:DataServices m:DataServiceVersion="3.0" m:MaxDataServiceVersion="3.0" ' +
    'xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">' +
    `<Schema Namespace="StandardODATA" xmlns="http://schemas.microsoft.com/ado/2009/11/edm">${types}` +
    `<EntityContainer Name="EnterpriseV8" m:IsDefaultEntityContainer="true">${names.join('')}</EntityContainer>` +
    '</Schema></edmx:DataServices></edmx:Edmx>'
  );
}

function entityType(schema: SetSchema): string {
  const key = schema.key.map((name) => `<PropertyRef Name="${name}"/>`).join('');
  const tables = [...schema.tables.keys()].map(
    (table) =>
      `<Property Name="${table}" Type="Collection(StandardODATA.${schema.set}_${table}_RowType)" Nullable="true"/>`,
  );
  const rows = [...schema.tables].map(
    ([table, shape]) =>
      `<ComplexType Name="${schema.set}_${table}_RowType">${properties(shape, [])}</ComplexType>`,
  );
  return (
    `<EntityType Name="${schema.set}"><Key>${key}</Key>${properties(schema, schema.key)}${tables.join('')}</EntityType>` +
    rows.join('')
  );
}

function properties({ fields }: Shape, key: readonly string[]): string {
  return [...fields.values()]
    .map(
      ({ name, type }) =>
        `<Property Name="${name}" Type="${EDM[type.kind]}" Nullable="${!key.includes(name)}"/>`,
    )
    .join('');
}
