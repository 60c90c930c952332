/** A table as GOV.UK has it: a caption, a header for each row, numbers to the right. */

import type { Child } from 'hono/jsx';

export interface Column<Row> {
  /** Empty where the column only draws what its neighbour says. */
  name: string;
  cell: (row: Row) => Child;
  isNumber?: boolean;
  /** True for the column that names the row. */
  isRowHeader?: boolean;
  class?: string;
}

export interface TableProps<Row> {
  caption: string;
  /** How the caption looks: small and bold by default. */
  captionSize?: 's' | 'm' | 'hidden';
  columns: Column<Row>[];
  rows: readonly Row[];
  /** Set for a table too wide for a phone: it scrolls by itself, so that the page never does. */
  isWide?: boolean;
}

export function Table<Row>({ caption, captionSize = 's', columns, rows, isWide }: TableProps<Row>) {
  const table = (
    <table class="govuk-table">
      <caption
        class={`govuk-table__caption ${captionSize === 'hidden' ? 'govuk-visually-hidden' : `govuk-table__caption--${captionSize}`}`}
      >
        {caption}
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {columns.map((column) =>
            column.name === '' ? (
              <td class={classes('govuk-table__header', column.class)} />
            ) : (
              <th
                scope="col"
                class={classes('govuk-table__header', column.isNumber && 'govuk-table__header--numeric', column.class)}
              >
                {column.name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {rows.map((row) => (
          <tr class="govuk-table__row">{columns.map((column) => Cell(column, row))}</tr>
        ))}
      </tbody>
    </table>
  );
  if (!isWide) return table;
  return (
    <section class="staff-scroll" aria-label={caption} tabindex={0}>
      {table}
    </section>
  );
}

function Cell<Row>(column: Column<Row>, row: Row) {
  if (column.isRowHeader) {
    return (
      <th scope="row" class={classes('govuk-table__header', column.class)}>
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td class={classes('govuk-table__cell', column.isNumber && 'govuk-table__cell--numeric', column.class)}>
      {column.cell(row)}
    </td>
  );
}

function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
