// A browser of one window around the system's WebKit. WebKitGTK's own small browser keeps nothing when it is
// driven; this one keeps everything in the folder that it is given, saves files in `downloads` there, and prints
// what the console says.
imports.gi.versions.Gtk = '3.0';
imports.gi.versions.WebKit2 = '4.1';
const { GLib, Gtk, WebKit2 } = imports.gi;

const [profile] = ARGV;

Gtk.init(null);
const context = WebKit2.WebContext.new_with_website_data_manager(
    new WebKit2.WebsiteDataManager({
        base_data_directory: `${profile}/data`,
        base_cache_directory: `${profile}/cache`,
    }),
);
context.set_preferred_languages(['en-GB']);
context.connect('download-started', (_context, download) => {
    download.connect('decide-destination', (_download, name) => {
        download.set_destination(GLib.filename_to_uri(`${profile}/downloads/${name}`, null));
        return true;
    });
});
context.connect('automation-started', (_context, session) => {
    session.connect('create-web-view', () => {
        const view = new WebKit2.WebView({
            web_context: context,
            is_controlled_by_automation: true,
            settings: new WebKit2.Settings({ enable_write_console_messages_to_stdout: true }),
        });
        const window = new Gtk.Window({ default_width: 1280, default_height: 900 });
        window.add(view);
        window.show_all();
        return view;
    });
});
context.set_automation_allowed(true);
Gtk.main();
