import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate, writtenDate } from '../../../lambdas/staff/written-date.ts';

function fields(day: string, month: string, year: string): Record<string, string> {
  return { 'from-day': day, 'from-month': month, 'from-year': year };
}

function read(query: Record<string, string>) {
  return readDate(query, 'from', 'The first day');
}

describe('a date written in three fields', () => {
  it.each([
    ['24', '11', '2026', '2026-11-24', 'as asked for'],
    ['1', '2', '2026', '2026-02-01', 'without noughts'],
    ['01', '02', '2026', '2026-02-01', 'with noughts'],
    [' 1 ', ' 2', '2026\t', '2026-02-01', 'with spaces around'],
    ['29', '2', '2024', '2024-02-29', 'of a leap year'],
    ['1', 'November', '2026', '2026-11-01', 'with the month’s name'],
    ['1', 'sept', '2026', '2026-09-01', 'with a short name'],
    ['1', 'MAY', '2026', '2026-05-01', 'in capitals'],
  ])('%j %j %j is %s: %s', (day, month, year, date) => {
    expect(read(fields(day, month, year))).toEqual({ kind: 'date', date });
  });

  it.each([
    ['', '11', '2026', 'from-day', 'The first day must include a day', 'no day'],
    ['24', '', '2026', 'from-month', 'The first day must include a month', 'no month'],
    ['24', '', ' ', 'from-month', 'The first day must include a month and a year', 'a day alone'],
    ['24', '11', '26', 'from-year', 'The first day must have a year of 4 numbers, like 2026', 'a short year'],
    ['24', '13', '2026', 'from-month', 'The first day must have a month from 1 to 12', 'a 13th month'],
    ['24', '0', '2026', 'from-month', 'The first day must have a month from 1 to 12', 'month nought'],
    ['24', 'Smarch', '2026', 'from-month', 'The first day must have a month from 1 to 12', 'no such month'],
    ['29', '2', '2026', 'from-day', 'The first day must be a real date, like 24 11 2026', 'no leap year'],
    ['0', '2', '2026', 'from-day', 'The first day must be a real date, like 24 11 2026', 'day nought'],
    ['first', '2', '2026', 'from-day', 'The first day must be a real date, like 24 11 2026', 'a word'],
  ])('%j %j %j leads to the field %s, which says how to fix it: %s (%s)', (day, month, year, field, message) => {
    expect(read(fields(day, month, year))).toEqual({ kind: 'faulty', fault: { field, message } });
  });

  it('counts for more than one in the address, and stays in the fields', () => {
    const query = { ...fields('24', '11', '2026'), from: '2026-01-01' };
    expect(read(query)).toEqual({ kind: 'date', date: '2026-11-24' });
    expect(writtenDate({ ...fields('24', 'x', ''), from: '2026-01-01' }, 'from', '2026-01-01')).toEqual({
      day: '24',
      month: 'x',
      year: '',
    });
  });
});

describe('a date in an address', () => {
  it('is read when the fields are empty, and shown in them', () => {
    expect(read({ ...fields('', '', ' '), from: ' 2026-11-01 ' })).toEqual({ kind: 'date', date: '2026-11-01' });
    expect(writtenDate({}, 'from', '2026-11-01')).toEqual({ day: '1', month: '11', year: '2026' });
  });

  it.each(['tomorrow', '2026-02-30', '24/11/2026', '2026-11-01T00:00'])('is faulty when it is %j', (from) => {
    const fault = { field: 'from-day', message: 'The first day must be a real date, like 24 11 2026' };
    expect(read({ from })).toEqual({ kind: 'faulty', fault });
  });

  it('stays in the fields when there was no such day, to be mended there', () => {
    expect(writtenDate({ from: '2026-02-30' }, 'from')).toEqual({ day: '30', month: '2', year: '2026' });
    expect(writtenDate({ from: '"><b>' }, 'from')).toEqual({ day: '', month: '', year: '' });
  });

  it('is none when nothing is written', () => {
    expect(read({})).toEqual({ kind: 'none' });
    expect(writtenDate({}, 'from')).toEqual({ day: '', month: '', year: '' });
  });
});

describe('whatever the fields say', () => {
  it('what was shown for a date is read as that date', () => {
    const aDay = fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(aDay, (date) => {
        const { day, month, year } = writtenDate({}, 'from', date);
        expect(read(fields(day, month, year))).toEqual({ kind: 'date', date });
      }),
    );
  });

  it('a date, a fault or nothing comes of it', () => {
    const written = fc.oneof(fc.string({ unit: 'binary' }), fc.integer({ min: -1, max: 3000 }).map(String));
    fc.assert(
      fc.property(written, written, written, (day, month, year) => {
        const found = read(fields(day, month, year));
        if (found.kind === 'date') expect(new Date(found.date).toISOString()).toContain(found.date);
        else expect(found.kind).toBeOneOf(['faulty', 'none']);
      }),
    );
  });
});
