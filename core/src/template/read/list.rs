//! Lists and options.

use crate::collections;
use crate::collections::{SortedMap, SortedSet};

use serde_json::Value as Json;

use super::Reader;
use crate::json::{JsonPath, Object, check};
use crate::template::problem::{Named, Problem, Remark};
use crate::template::{OTHER, OptionEntry, OptionList, Options};

/// Ids that name other slots of a question (`II.a/before`) or the writer's own option.
pub(super) const RESERVED: [&str; 3] = ["before", "after", OTHER];

impl Reader {
    pub(super) fn read_lists(&mut self, object: &Object<'_, '_>) {
        let path = object.path.member("lists");
        let Some(lists) = object.object("lists", path, &mut self.findings) else { return };
        for (name, json) in lists.members {
            let path = lists.path.member(name);
            let Some(list) = Object::read(json, path, &mut self.findings) else { continue };
            self.note_members(&list, &[&["name", "source", "options"]]);
            list.require("options", &mut self.findings);
            let list = OptionList {
                name: self.required_wording(&list, "name"),
                source: self.some_text(&list, "source"),
                entries: self.entries(&list),
            };
            self.lists.insert(name.clone(), list);
        }
        self.check_suggestions(lists.path);
    }

    /// The options of the list or field `object`.
    fn entries(&mut self, object: &Object<'_, '_>) -> Vec<OptionEntry> {
        let path = object.path.member("options");
        let Some(json) = object.get("options") else { return Vec::new() };
        let items = check::array(json, &path, &mut self.findings);
        if items.is_some_and(<[Json]>::is_empty) {
            self.findings.add(&path, Problem::NothingListed);
        }
        let items = items.unwrap_or_default();
        if !self.count_options(items.len(), &path) {
            return Vec::new();
        }
        let entries: Vec<_> =
            items.iter().enumerate().map(|(index, item)| self.entry(item, path.item(index))).collect();
        self.check_entries(&entries, &path);
        entries
    }

    /// One option. A faulty one is read too, so that the others keep their positions.
    fn entry(&mut self, json: &Json, path: JsonPath<'_>) -> OptionEntry {
        let Some(object) = Object::read(json, path, &mut self.findings) else {
            return OptionEntry::default();
        };
        self.note_members(&object, &[&["id", "label", "name", "parent", "suggests"]]);
        let id = self.id(&object, "id");
        let name = self.required_wording(&object, "name");
        let mut suggests = SortedMap::new();
        let path = object.path.member("suggests");
        if let Some(lists) = object.object("suggests", path, &mut self.findings) {
            for list in lists.members.keys() {
                let path = lists.path.member(list);
                let items = lists.items(list, &mut self.findings).iter().enumerate();
                let ids = items
                    .filter_map(|(index, item)| check::text(item, &path.item(index), &mut self.findings));
                suggests.insert(list.clone(), ids.map(str::to_owned).collect());
            }
        }
        OptionEntry {
            label: object.text("label", &mut self.findings).unwrap_or_default().to_owned(),
            parent: object.text("parent", &mut self.findings).map(str::to_owned),
            id: id.map(|id| id.to_string()).unwrap_or_default(),
            name,
            suggests,
        }
    }

    /// Ids are unique and free; parents exist and end.
    fn check_entries(&mut self, entries: &[OptionEntry], path: &JsonPath<'_>) {
        let mut first: SortedMap<&str, usize> = SortedMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let item = path.item(index);
            if RESERVED.contains(&entry.id.as_str()) {
                self.findings.add(&item.member("id"), Problem::ReservedId { id: entry.id.clone() });
            }
            let earlier = *first.or_insert_with(&entry.id, || index);
            if earlier != index && !entry.id.is_empty() {
                let first = path.item(earlier).to_string();
                self.findings.add(&item.member("id"), Problem::DuplicateId { id: entry.id.clone(), first });
            }
        }
        let parents: SortedMap<&str, Option<&str>> =
            collections::map(entries.iter().rev().map(|entry| (entry.id.as_str(), entry.parent.as_deref())));
        // Entries known to end at the top, so that long chains are not walked again and again.
        let mut ended: SortedSet<&str> = SortedSet::new();
        for (index, entry) in entries.iter().enumerate() {
            let item = path.item(index);
            let path = item.member("parent");
            if let Some(parent) = &entry.parent
                && !parents.contains_key(parent.as_str())
            {
                self.unknown(&path, Named::Option, parent, || parents.keys().copied().collect());
            }
            let mut seen: SortedSet<&str> = SortedSet::new();
            let mut above = Some(entry.id.as_str());
            while let Some(id) = above.filter(|id| !ended.contains(id)) {
                if !seen.insert(id) {
                    self.findings.add(&path, Problem::PartOfItself);
                    break;
                }
                above = parents.get(id).copied().flatten();
            }
            ended.extend(seen.iter().copied());
        }
    }

    /// What entries of lists suggest must be there.
    fn check_suggestions(&mut self, path: JsonPath<'_>) {
        let lists = std::mem::take(&mut self.lists);
        let ids = |list: &'_ OptionList| collections::set(list.entries.iter().map(|entry| entry.id.clone()));
        let known: SortedMap<&str, SortedSet<String>> =
            collections::map(lists.iter().map(|(name, list)| (name.as_str(), ids(list))));
        for (name, list) in &lists {
            let list_path = path.member(name);
            let options = list_path.member("options");
            for (index, entry) in list.entries.iter().enumerate() {
                let option = options.item(index);
                let suggests = option.member("suggests");
                for (other, ids) in &entry.suggests {
                    let path = suggests.member(other);
                    let Some(entries) = known.get(other.as_str()) else {
                        self.unknown(&path, Named::List, other, || known.keys().copied().collect());
                        continue;
                    };
                    for (index, id) in ids.iter().enumerate() {
                        if !entries.contains(id.as_str()) {
                            let path = path.item(index);
                            self.unknown(&path, Named::Option, id, || {
                                entries.iter().map(String::as_str).collect()
                            });
                        }
                    }
                }
            }
        }
        self.lists = lists;
    }

    /// What the choice `object` offers: its own options, or those of the list it names.
    pub(super) fn options(&mut self, object: &Object<'_, '_>) -> Options {
        let other = object.flag("other", &mut self.findings).unwrap_or(false);
        let entries = match (object.get("options"), object.get("list")) {
            (Some(_), None) => self.entries(object),
            (None, Some(_)) => {
                let list = self.list(object).and_then(|name| self.lists.get(&name));
                list.map(|list| list.entries.clone()).unwrap_or_default()
            }
            _ => {
                self.findings.add(&object.path, Problem::OptionsOrList);
                Vec::new()
            }
        };
        Options { entries, other }
    }

    /// The member `list`, which must name a list that is there.
    pub(super) fn list(&mut self, object: &Object<'_, '_>) -> Option<String> {
        object.require("list", &mut self.findings)?;
        let name = object.text("list", &mut self.findings)?;
        let path = object.path.member("list");
        match self.lists.get(name).map(|list| list.entries.len()) {
            Some(entries) => self.count_options(entries, &path).then(|| name.to_owned()),
            None => {
                let known: Vec<String> = self.lists.keys().cloned().collect();
                self.unknown(&path, Named::List, name, || known.iter().map(String::as_str).collect());
                None
            }
        }
    }

    fn count_options(&mut self, options: usize, path: &JsonPath<'_>) -> bool {
        let before = self.options;
        self.options = before.saturating_add(options);
        let most = self.most_options;
        if self.options > most {
            // Said once; further options would repeat it.
            if before <= most {
                self.findings.add(path, Problem::TooManyOptions { most });
            }
            return false;
        }
        true
    }

    /// A name that stands for nothing, with the known name that is nearest.
    pub(super) fn unknown<'k>(
        &mut self,
        path: &impl ToString,
        what: Named,
        found: &str,
        known: impl FnOnce() -> Vec<&'k str>,
    ) {
        let author = self.author;
        self.findings.add_with(path, || Problem::Unknown {
            what,
            found: shortened(found),
            meant: author.and_then(|author| author.meant(found, &known())),
        });
    }

    /// Notes members that do nothing where they stand.
    pub(super) fn note_no_effect(&mut self, object: &Object<'_, '_>, names: &[&str]) {
        self.note_each(object, names, &Remark::NoEffect);
    }

    /// Notes those of the members that are there.
    pub(super) fn note_each(&mut self, object: &Object<'_, '_>, names: &[&str], remark: &Remark) {
        for name in names.iter().filter(|name| object.get(name).is_some()) {
            self.note(&object.path.member(name), remark.clone());
        }
    }
}

/// A foreign name, short enough for a message.
pub(super) fn shortened(name: &str) -> String {
    name.chars().take(80).collect()
}
