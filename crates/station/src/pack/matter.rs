//! The fields of a pack's files.

use super::{Front, PackStory};
use crate::tree::{Document, Moment, group};
use model::{front::SECONDARY, module::Module, slug::Slug};

group! {
    /// `authors.toml`.
    pub(super) Authors {
        /// Who signs.
        author: Vec<AuthorMatter> [required],
    }
}

group! {
    /// An author.
    pub(super) AuthorMatter {
        /// Address.
        slug: String [required],
        /// As it stands in a byline.
        name: String [required],
        /// Such as “Wildfire reporter”.
        title: String [String::new()],
        /// Two or three sentences.
        bio: String [String::new()],
        /// Public mail address.
        email: Option<String> [None],
    }
}

group! {
    /// The fields of a story.
    pub(super) StoryMatter {
        /// Headline.
        headline: String [required],
        /// The sentence under it.
        dek: String [String::new()],
        /// Last part of the address.
        slug: String [required],
        /// Section, by its slug.
        section: String [required],
        /// `news`, `opinion`, `analysis` or `sponsored`.
        kind: String ["news".to_owned()],
        /// Language; the station's when it is not said.
        language: Option<String> [None],
        /// Authors, by their slugs, in order of the byline.
        authors: Vec<String> [Vec::new()],
        /// Subjects.
        tags: Vec<String> [Vec::new()],
        /// Places, by their slugs.
        places: Vec<String> [Vec::new()],
        /// When it was first public.
        first_published: Moment [required],
        /// Last material change.
        updated: Option<Moment> [None],
        /// The picture at the top.
        lead: Option<LeadMatter> [None],
        /// Where a piece from elsewhere comes from, or who paid for it.
        source: Option<SourceMatter> [None],
        /// Corrections, oldest first.
        correction: Vec<CorrectionMatter> [Vec::new()],
    }
}

group! {
    /// The picture at the top.
    pub(super) LeadMatter {
        /// Name of the file in `pictures`, without extension.
        picture: String [required],
        /// What is seen.
        alt: Option<String> [None],
        /// Under the picture.
        caption: Option<String> [None],
        /// Who made it.
        credit: Option<String> [None],
    }
}

group! {
    /// Where a piece comes from.
    pub(super) SourceMatter {
        /// Name of the service, or of who paid.
        name: String [required],
        /// Where it was first.
        url: Option<String> [None],
        /// Terms.
        rights: Option<String> [None],
    }
}

group! {
    /// A correction.
    pub(super) CorrectionMatter {
        /// When.
        at: Moment [required],
        /// What was wrong and what is right.
        text: String [required],
    }
}

group! {
    /// The fields of a station page.
    pub(super) PageMatter {
        /// Heading.
        title: String [required],
        /// Last part of the address.
        slug: String [required],
        /// One sentence.
        dek: String [String::new()],
    }
}

group! {
    /// `front.toml`.
    pub(super) FrontMatter {
        /// Slug of the story at the top.
        lead: Option<String> [None],
        /// Slugs of the stories beside it, in order.
        secondary: Vec<String> [Vec::new()],
        /// For how many hours they are pinned there.
        hours: u32 [24],
        /// Modules of the rail.
        modules: Vec<String> [Vec::new()],
    }
}

/// The front, with every story that it names found in the pack.
pub(super) fn front(matter: &FrontMatter, stories: &[PackStory], told: &mut Document<'_>) -> Front {
    let mut find = |path: &[&str], text: &str| {
        let known =
            |slug: &Slug| stories.iter().any(|story| story.import.content.slug.as_ref() == Some(slug));
        let slug = Slug::parse(text).ok().filter(known);
        if slug.is_none() {
            told.fault(path, format!("There is no story “{text}” in this pack."), "Write the slug of one.");
        }
        slug
    };
    let lead = matter.lead.as_deref().and_then(|text| find(&["lead"], text));
    let secondary = matter.secondary.iter().enumerate();
    let secondary =
        secondary.filter_map(|(index, text)| find(&["secondary", &index.to_string()], text)).collect();
    if matter.secondary.len() > usize::from(SECONDARY) {
        told.fault(&["secondary"], format!("There are only {SECONDARY} places."), "Take some out.");
    }
    if !(1..=24 * 14).contains(&matter.hours) {
        told.fault(&["hours"], "A pin lasts between an hour and 14 days.", "Write 1 to 336.");
    }
    let mut modules = Vec::new();
    for (index, text) in matter.modules.iter().enumerate() {
        match Module::parse(text) {
            Ok(module) => modules.push(module),
            Err(error) => told.fault(&["modules", &index.to_string()], format!("{error}."), ""),
        }
    }
    Front { lead, secondary, hours: matter.hours, modules }
}
