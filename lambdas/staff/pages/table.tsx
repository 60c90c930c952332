/** A table in GOV.UK style, with a caption, a header for each row, and numbers aligned to the right. */

import type { Child } from 'hono/jsx';

export interface Column<Row> {
  /** Empty when the column only draws the numbers of the column beside it. */
  name: string;
  cell: (row: Row) => Child;
  isNumber?: boolean;
  /** True for the column that names the row. */
  isRowHeader?: boolean;
  class?: string;
}

export interface TableProps<Row> {
  caption: string;
  /** How the caption looks. The default is small and bold. */
  captionSize?: 's' | 'm' | 'hidden';
  columns: Column<Row>[];
  rows: readonly Row[];
  /** Set for a table too wide for a phone. There it becomes a list, with the column's name before each value. */
  isWide?: boolean;
}

export function Table<Row>({ caption, captionSize = 's', columns, rows, isWide }: TableProps<Row>) {
  // CSS shows the rows as blocks on a phone. Without a role, a screen reader would no longer treat them as rows.
  const role = (name: string) => (isWide ? name : undefined);
  const table = (
    <table class="govuk-table" role={role('table')}>
      <caption
        class={`govuk-table__caption ${captionSize === 'hidden' ? 'govuk-visually-hidden' : `govuk-table__caption--${captionSize}`}`}
      >
        {caption}
      </caption>
      <thead class="govuk-table__head" role={role('rowgroup')}>
        <tr class="govuk-table__row" role={role('row')}>
          {columns.map((column) =>
            column.name === '' ? (
              <td class={classes('govuk-table__header', column.class)} role={role('cell')} />
            ) : (
              <th
                scope="col"
                role={role('columnheader')}
                class={classes('govuk-table__header', column.isNumber && 'govuk-table__header--numeric', column.class)}
              >
                {column.name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody class="govuk-table__body" role={role('rowgroup')}>
        {rows.map((row) => (
          <tr class="govuk-table__row" role={role('row')}>
            {columns.map((column) => Cell(column, row, role))}
          </tr>
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

function Cell<Row>(column: Column<Row>, row: Row, role: (name: string) => string | undefined) {
  if (column.isRowHeader) {
    return (
      <th
        scope="row"
        class={classes('govuk-table__header', column.class)}
        role={role('rowheader')}
        data-name={column.name}
      >
        {column.cell(row)}
      </th>
    );
  }
  return (
    <td
      class={classes('govuk-table__cell', column.isNumber && 'govuk-table__cell--numeric', column.class)}
      role={role('cell')}
      data-name={column.name}
    >
      {column.cell(row)}
    </td>
  );
}

function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
