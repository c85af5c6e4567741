<?php
// What the test asks of a real WordPress: a list of acts as JSON, each answered with its result and how long it took.
$_SERVER['HTTP_HOST'] = $argv[2];
$_SERVER['REQUEST_URI'] = '/';
define( 'LAMPLIGHTER_TEST', true );
if ( 'install' === $argv[3] ) {
	define( 'WP_INSTALLING', true );
}
require $argv[1] . '/wp-load.php';
if ( 'install' === $argv[3] ) {
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install( 'Test', 'admin', 'admin@example.org', false, '', 'password' );
	exit( 0 );
}
require_once ABSPATH . 'wp-admin/includes/plugin.php';
activate_plugin( 'lamplighter-cards/lamplighter-cards.php' );
// Just activated, it has missed what a later request begins with.
if ( ! shortcode_exists( 'lamplighter' ) ) {
	lamplighter_init();
}
wp_set_current_user( username_exists( 'writer' ) ?: wp_insert_user( array( 'user_login' => 'writer', 'user_pass' => 'x', 'role' => 'author' ) ) );
$acts = array(
	'address'   => function ( $url ) { return update_option( 'lamplighter_url', $url ); },
	'forget'    => function () { global $wpdb; delete_option( 'lamplighter_kept' ); return $wpdb->query( "DELETE FROM $wpdb->options WHERE option_name LIKE '%transient%lamplighter%'" ) !== false && wp_cache_flush(); },
	'stale'     => function () { global $wpdb; $wpdb->query( "DELETE FROM $wpdb->options WHERE option_name LIKE '%transient%lamplighter%'" ); return wp_cache_flush(); },
	'shortcode' => function ( $text ) { return do_shortcode( $text ); },
	'block'     => function ( $text ) { return do_blocks( $text ); },
	'oembed'    => function ( $url ) { return wp_oembed_get( $url, array( 'width' => 500 ) ); },
	'content'   => function ( $text ) {
		$id = wp_insert_post( array( 'post_title' => 'A page', 'post_content' => $text, 'post_status' => 'publish' ) );
		$GLOBALS['post'] = get_post( $id );
		setup_postdata( $GLOBALS['post'] );
		return apply_filters( 'the_content', get_post( $id )->post_content );
	},
	'may'       => function ( $right ) { return current_user_can( $right ); },
);
// Loopback is refused by WordPress's own "safe" requests, which oEmbed makes.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', function () use ( $argv ) { return array( 80, 443, (int) $argv[4] ); } );
$told = array();
foreach ( json_decode( $argv[3], true ) as list( $act, $with ) ) {
	$begun  = microtime( true );
	$told[] = array( 'result' => $acts[ $act ]( $with ), 'seconds' => microtime( true ) - $begun );
}
echo "\nTOLD" . json_encode( $told );
