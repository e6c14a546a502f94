import { DataGrid, type GridColDef } from '@mui/x-data-grid';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { firstOf, Plain, shownCount } from './list.js';
import { measure, wordsOf } from './queue.page.js';

/** Words of a cell are asked for when it is shown. */
const columns: GridColDef<ReviewSummary>[] = (['title', 'meta', 'since', 'why', 'risk', 'due', 'status'] as const).map(
  (field) => ({ field, flex: 1, valueGetter: (_value, row) => wordsOf(row)[field] }),
);

function List({ rows }: { rows: readonly ReviewSummary[] }) {
  return (
    <div style={{ blockSize: 576 }}>
      <DataGrid
        rows={rows}
        columns={columns}
        rowHeight={76}
        disableColumnFilter
        disableColumnSorting
        pageSizeOptions={[100]}
        initialState={{ pagination: { paginationModel: { pageSize: 100 } } }}
      />
    </div>
  );
}

measure({
  draw: (rows) => <Plain rows={rows}>{(shown) => <List rows={shown} />}</Plain>,
  item: '.MuiDataGrid-row',
  count: shownCount,
  first: () => firstOf('.MuiDataGrid-row'),
  scroller: () => document.querySelector('.MuiDataGrid-virtualScroller') as Element,
});
