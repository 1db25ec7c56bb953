import type { OnecClient } from '../onec/client.ts';
import { eq, flag } from '../onec/filter.ts';
import { видыНоменклатуры, номенклатура } from '../onec/ut/objects/goods.ts';
import type { Branch, Hierarchy } from './selection.ts';

/** All folders, or all kinds of goods, of the base. @throws what `onec` throws. */
export async function readBranches(hierarchy: Hierarchy, onec: OnecClient): Promise<readonly Branch[]> {
  if (hierarchy === 'groups') {
    const folders = await onec.listAll(номенклатура, {
      filter: eq('IsFolder', flag(true)),
      select: ['Ref_Key', 'Code', 'Description', 'Parent_Key', 'DeletionMark'],
    });
    return folders.map((folder) => ({
      key: folder.Ref_Key,
      code: folder.Code.trim(),
      name: folder.Description.trim(),
      parent: folder.Parent_Key,
      isMarked: folder.DeletionMark,
    }));
  }
  const kinds = await onec.listAll(видыНоменклатуры, {
    select: ['Ref_Key', 'Description', 'Parent_Key', 'DeletionMark'],
  });
  return kinds.map((kind) => ({
    key: kind.Ref_Key,
    code: '',
    name: kind.Description.trim(),
    parent: kind.Parent_Key,
    isMarked: kind.DeletionMark,
  }));
}
