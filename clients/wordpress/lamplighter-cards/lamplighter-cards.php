<?php
/**
 * Plugin Name: Lamplighter cards
 * Description: Two examples of good council procurement that fit a council and a contract, as a block and as a shortcode.
 * Version: 1.0.0
 * Requires at least: 6.0
 * Requires PHP: 7.4
 * License: MIT
 * Text Domain: lamplighter-cards
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

require_once __DIR__ . '/cards.php';
require_once __DIR__ . '/settings.php';

const LAMPLIGHTER_WORDS = array( 'council', 'cpv', 'group', 'limit', 'pictures' );

add_action( 'init', 'lamplighter_init' );

function lamplighter_init() {
	add_shortcode( 'lamplighter', 'lamplighter_shortcode' );
	wp_register_style( 'lamplighter-cards', plugins_url( 'cards.css', __FILE__ ), array(), '1.0.0' );
	wp_register_script(
		'lamplighter-cards-block',
		plugins_url( 'block.js', __FILE__ ),
		array( 'wp-blocks', 'wp-element', 'wp-components', 'wp-block-editor', 'wp-server-side-render' ),
		'1.0.0',
		true
	);
	$text = array( 'type' => 'string', 'default' => '' );
	register_block_type(
		'lamplighter/cards',
		array(
			'api_version'     => 2,
			'title'           => 'Lamplighter cards',
			'category'        => 'widgets',
			'style'           => 'lamplighter-cards',
			'editor_script'   => 'lamplighter-cards-block',
			'attributes'      => array(
				'council'  => $text,
				'cpv'      => $text,
				'group'    => $text,
				'limit'    => array( 'type' => 'number', 'default' => 2 ),
				'pictures' => array( 'type' => 'boolean', 'default' => true ),
			),
			'render_callback' => 'lamplighter_block',
		)
	);
}

/** [lamplighter council="NBL" group="Refuse" cpv="34928500, 90511200" limit="2" pictures="no"] */
function lamplighter_shortcode( $given ) {
	$words = shortcode_atts( array_fill_keys( LAMPLIGHTER_WORDS, '' ), is_array( $given ) ? $given : array(), 'lamplighter' );
	$words['pictures'] = ! in_array( strtolower( $words['pictures'] ), array( 'no', 'false', '0' ), true );
	return lamplighter_render( $words );
}

function lamplighter_block( $attributes ) {
	return lamplighter_render( $attributes );
}

/** The cards as HTML; whatever came from elsewhere is escaped here. */
function lamplighter_render( $words ) {
	wp_enqueue_style( 'lamplighter-cards' );
	$limit = min( 4, max( 1, (int) ( $words['limit'] ?? 2 ) ?: 2 ) );
	$html  = '';
	foreach ( lamplighter_cards( $words, $limit ) as $card ) {
		$html .= lamplighter_card( $card, ! empty( $words['pictures'] ) );
	}
	return '<section class="lamplighter" aria-label="Examples of good procurement">' . $html . '</section>';
}

function lamplighter_card( $card, $has_picture ) {
	$picture = $has_picture
		? sprintf( '<img class="lamplighter-picture" src="%s" alt="" width="640" height="360" loading="lazy">', esc_url( plugins_url( "pictures/{$card['picture']}.svg", __FILE__ ) ) )
		: '';
	$fact    = '' === $card['fact'] ? '' : '<p class="lamplighter-fact">' . esc_html( $card['fact'] ) . '</p>';
	$why     = '' === $card['why'] ? '' : '<p class="lamplighter-why"><small>Why this one: ' . esc_html( $card['why'] ) . '.</small></p>';
	return '<article class="lamplighter-card">' . $picture
		. '<p class="lamplighter-publisher"><small>' . esc_html( $card['publisher'] ) . ( $card['archived'] ? ' (archive copy)' : '' ) . '</small></p>'
		. '<h3><a href="' . esc_url( $card['url'] ) . '" rel="noopener">' . esc_html( $card['title'] ) . '</a></h3>'
		. $fact . '<p>' . esc_html( $card['blurb'] ) . '</p>' . $why . '</article>';
}
