#include <vector>

#include "html/block_builder.h"

namespace assay::html {
namespace {

constexpr std::uint32_t max_cell_bytes = 400;  // longer cells are layout, not data; a guess

}  // namespace

// Cells that hold one short block each are data: the row becomes one block, cells separated by
// tabs.
void BlockBuilder::merge_row(const Frame& row) {
  std::vector<Block>& blocks = document_.blocks;
  const std::size_t first = row.blocks_before;
  const std::size_t count = blocks.size() - first;
  bool is_data = row.single_blocks;
  for (std::size_t i = first; i < blocks.size(); ++i) {
    is_data =
        is_data && blocks[i].text.size() <= max_cell_bytes &&
        (blocks[i].shape == BlockShape::paragraph || blocks[i].shape == BlockShape::table_row);
  }
  if (!is_data) {
    for (std::size_t i = first; i < blocks.size(); ++i) {
      if (blocks[i].shape == BlockShape::table_row && blocks[i].text.size() > max_cell_bytes) {
        blocks[i].shape = BlockShape::paragraph;
      }
    }
    return;
  }
  if (count == 0) return;
  Block& merged = blocks[first];
  merged.shape = BlockShape::table_row;
  if (count == 1) return;
  for (std::size_t i = first + 1; i < blocks.size(); ++i) {
    const Block& cell = blocks[i];
    document_.text[merged.text.end] = '\t';
    merged.text.end = cell.text.end;
    merged.source_ranges.insert(merged.source_ranges.end(), cell.source_ranges.begin(),
                                cell.source_ranges.end());
    merged.markup->link_count += cell.markup->link_count;
    merged.markup->linked_bytes += cell.markup->linked_bytes;
    merged.markup->bold_bytes += cell.markup->bold_bytes;
    merged.markup->controls = saturated(merged.markup->controls + cell.markup->controls);
    merged.markup->has_image =
        merged.markup->has_image || cell.markup->has_image || cell.markup->images_before > 0;
  }
  if (row.element != no_element) merged.markup->element = row.element;
  blocks.resize(first + 1);
}

}  // namespace assay::html
